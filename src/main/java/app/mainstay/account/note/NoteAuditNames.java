package app.mainstay.account.note;

import app.mainstay.account.AccountScope;
import app.mainstay.account.HistoryPart;
import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.audit.PartHistory.PartChange;
import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of notes only those on accounts in the viewer's scope; a note is called as its account. */
@Component
class NoteAuditNames implements AuditNames, HistoryPart {

    private static final String REMOVED = "removed_at";

    private final AccountScope scope;
    private final CurrentUser currentUser;
    private final Notes notes;
    private final JdbcClient jdbc;

    NoteAuditNames(AccountScope scope, CurrentUser currentUser, Notes notes, JdbcClient jdbc) {
        this.scope = scope;
        this.currentUser = currentUser;
        this.notes = notes;
        this.jdbc = jdbc;
    }

    @Override
    public String thing() {
        return "account_note";
    }

    @Override
    public String partKey() {
        return "history.part.note";
    }

    @Override
    public int partOrder() {
        return 20;
    }

    /** Who removed a note wants it gone: its words stay with its author and with those who lead. */
    @Override
    public Sql readable(String id) {
        var viewer = currentUser.require();
        return viewer.role().seesUnit() ? new Sql() : new Sql().and(id + " in (select n.id from account_note n where n.removed_at is null or n.author_id = :noteReader)",
                "noteReader", viewer.id());
    }

    @Override
    public Set<String> restorable() {
        return Set.of("note_text", REMOVED);
    }

    @Override
    public Map<Long, Integer> versions(long accountId, Set<Long> ids) {
        return notes.versions(accountId, ids);
    }

    @Override
    public void restore(long accountId, PartChange change, String column, int version) {
        if (!column.equals(REMOVED)) {
            notes.save(new NoteDraft(change.id(), accountId, String.valueOf(change.before(column)), version));
        } else if (change.before(REMOVED) == null) {
            notes.restore(change.id());
        } else {
            notes.remove(change.id(), version);
        }
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows("a").and("n.id in (:ids)", "ids", ids);
        return jdbc.sql("select n.id, a.name from account_note n join account a on a.id = n.account_id" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.reference("account_id", "account.name", "account"), AuditField.reference("author_id", "note.author", "security_user"),
                AuditField.text("note_text", "note.text"), AuditField.flag("pinned", "note.pinned"), AuditField.moment("removed_at", "note.removedAt"));
    }

    @Override
    public Sql visible(String id) {
        var rows = scope.rows("a");
        return rows.isEmpty() ? rows : new Sql().and(id + " in (select n.id from account_note n join account a on a.id = n.account_id" + rows.where() + ")")
                .with(rows.params());
    }
}
