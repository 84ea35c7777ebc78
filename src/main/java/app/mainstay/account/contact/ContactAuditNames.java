package app.mainstay.account.contact;

import app.mainstay.account.AccountScope;
import app.mainstay.account.HistoryPart;
import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.audit.PartHistory.PartChange;
import app.mainstay.shared.Sql;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Of contacts only those at accounts in the viewer's scope. */
@Component
class ContactAuditNames implements AuditNames, HistoryPart {

    private final AccountScope scope;
    private final Contacts contacts;
    private final JdbcClient jdbc;

    ContactAuditNames(AccountScope scope, Contacts contacts, JdbcClient jdbc) {
        this.scope = scope;
        this.contacts = contacts;
        this.jdbc = jdbc;
    }

    @Override
    public String thing() {
        return "account_contact";
    }

    @Override
    public String partKey() {
        return "contact.list";
    }

    @Override
    public int partOrder() {
        return 10;
    }

    @Override
    public boolean isNamed() {
        return true;
    }

    /** Who leaves hands people over, and who met whom is known by meetings. */
    @Override
    public Set<String> restorable() {
        return ContactDraft.COLUMNS;
    }

    @Override
    public Map<Long, Integer> versions(long accountId, Set<Long> ids) {
        return contacts.versions(accountId, ids);
    }

    /** With the consent comes the day that belongs to it. */
    @Override
    public void restore(long accountId, PartChange change, String column, int version) {
        var draft = contacts.get(change.id()).draft().with(column, change.before(column));
        if (column.equals("consent") && change.changed("consent_on")) {
            draft = draft.with("consent_on", change.before("consent_on"));
        }
        contacts.save(draft.at(version));
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        var where = scope.rows("a").and("c.id in (:ids)", "ids", ids);
        return jdbc.sql("select c.id, c.name from account_contact c join account a on a.id = c.account_id" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getString("name"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.reference("account_id", "account.name", "account"), AuditField.text("name", "contact.name"),
                AuditField.text("title", "contact.title"), AuditField.text("department", "contact.department"),
                AuditField.constant("decision_role", "contact.decisionRole", "enum.DecisionRole."), AuditField.constant("attitude", "contact.attitude", "enum.Attitude."),
                AuditField.constant("influence", "contact.influence", "enum.Influence."), AuditField.reference("reports_to_id", "contact.reportsToId", "account_contact"),
                AuditField.text("email", "contact.email"), AuditField.text("phone", "contact.phone"), AuditField.text("mobile", "contact.mobile"),
                AuditField.text("wechat", "contact.wechat"), AuditField.constant("channel", "contact.channel", "enum.PreferredChannel."),
                AuditField.text("times", "contact.times"), AuditField.text("language", "contact.language"), AuditField.date("birthday", "contact.birthday"),
                AuditField.constant("consent", "contact.consent", "enum.Consent."), AuditField.date("consent_on", "contact.consentOn"),
                AuditField.flag("do_not_contact", "contact.doNotContact"), AuditField.date("last_met_on", "contact.lastMetOn"),
                AuditField.date("left_on", "contact.leftOn"), AuditField.reference("successor_id", "contact.successorId", "account_contact"),
                AuditField.text("about", "contact.about"));
    }

    @Override
    public Sql visible(String id) {
        var rows = scope.rows("a");
        return rows.isEmpty() ? rows : new Sql().and(id + " in (select c.id from account_contact c join account a on a.id = c.account_id" + rows.where() + ")")
                .with(rows.params());
    }
}
