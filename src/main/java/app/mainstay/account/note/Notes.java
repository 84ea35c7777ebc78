package app.mainstay.account.note;

import app.mainstay.account.AccountScope;
import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The door to notes on accounts. Who sees an account reads its notes; who may change it writes and pins; a text is changed or removed by its author
 * or a manager of the account.
 */
@Service
public class Notes {

    /** The kind under which open screens are told that the notes of an account changed; the id is the account's. */
    public static final String CHANGED = "notes";
    /** What stands above everything else stops doing so when it is everything. */
    public static final int MOST_PINNED = 10;

    /** Where the next older page begins. */
    public record Position(Instant writtenAt, long id) {
    }

    private static final String ROWS = """
            select n.id, n.account_id, n.note_text, n.author_id, u.display_name, n.written_at, n.edited_at, n.pinned, n.version
            from account_note n join security_user u on u.id = n.author_id""";

    private final NoteRepository repository;
    private final AccountScope scope;
    private final Timeline timeline;
    private final CurrentUser currentUser;
    private final Validation validation;
    private final Changes changes;
    private final JdbcClient jdbc;
    private final Clock clock;

    Notes(NoteRepository repository, AccountScope scope, Timeline timeline, CurrentUser currentUser, Validation validation, Changes changes,
          JdbcClient jdbc, Clock clock) {
        this.repository = repository;
        this.scope = scope;
        this.timeline = timeline;
        this.currentUser = currentUser;
        this.validation = validation;
        this.changes = changes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    // ---- reading ----

    /**
     * The newest notes before a position, newest first, by an index: the hundredth page costs what the first does. Without the pinned ones.
     *
     * @param before null for the newest
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<NoteRow> page(long accountId, @Nullable Position before, int limit) {
        scope.require(accountId);
        var where = new Sql().and("n.account_id = :account", "account", accountId).and("n.pinned = false").and("n.removed_at is null");
        if (before != null) {
            where.and("n.written_at <= :at and (n.written_at < :at or n.id < :id)").with("at", Sql.utc(before.writtenAt())).with("id", before.id());
        }
        return rows(accountId, where, limit);
    }

    /**
     * What stands on top, newest first; never more than {@link #MOST_PINNED}, but after a merge.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    @Transactional(readOnly = true)
    public List<NoteRow> pinned(long accountId) {
        scope.require(accountId);
        return rows(accountId, new Sql().and("n.account_id = :account", "account", accountId).and("n.pinned = true"), 10 * MOST_PINNED);
    }

    /** @throws NotFoundException when there is no such note for this viewer, or when it was removed */
    @SignedIn
    @Transactional(readOnly = true)
    public NoteRow get(long id) {
        long accountId = note(id).accountId();
        return rows(accountId, new Sql().and("n.id = :id", "id", id).and("n.removed_at is null"), 1).stream().findFirst().orElseThrow(NotFoundException::new);
    }

    /** The versions of those of an account's notes whose words this viewer may change, removed ones among them. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Integer> versions(long accountId, Collection<Long> ids) {
        if (ids.isEmpty() || !scope.sees(accountId) || !writes(accountId)) {
            return Map.of();
        }
        var where = new Sql().and("account_id = :account", "account", accountId).and("id in (:ids)", "ids", ids);
        if (!scope.assigns(accountId)) {
            where.and("author_id = :me", "me", currentUser.require().id());
        }
        return jdbc.sql("select id, version from account_note" + where.where()).params(where.params())
                .query((row, n) -> Map.entry(row.getLong("id"), row.getInt("version"))).list().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Whether the viewer may write notes on this account. */
    @SignedIn
    @Transactional(readOnly = true)
    public boolean writes(long accountId) {
        return !currentUser.require().is(Role.ADMINISTRATOR) && scope.writes(accountId)
                && jdbc.sql("select 1 from account where id = ? and archived_at is null").param(accountId).query(Integer.class).optional().isPresent();
    }

    private List<NoteRow> rows(long accountId, Sql where, int limit) {
        boolean writes = writes(accountId);
        boolean manages = writes && scope.assigns(accountId);
        long viewer = currentUser.require().id();
        return jdbc.sql(ROWS + where.where() + " order by n.written_at desc, n.id desc limit :limit").params(where.params()).param("limit", limit)
                .query((row, n) -> {
                    var edited = row.getObject("edited_at", LocalDateTime.class);
                    return new NoteRow(row.getLong("id"), row.getLong("account_id"), row.getString("note_text"), row.getLong("author_id"),
                            row.getString("display_name"), Sql.instant(row.getObject("written_at", LocalDateTime.class)),
                            edited == null ? null : Sql.instant(edited), row.getBoolean("pinned"),
                            manages || writes && row.getLong("author_id") == viewer, row.getInt("version"));
                }).list();
    }

    // ---- writing ----

    /**
     * Stores a new or changed note and returns its id.
     *
     * @throws RefusedException                      when there is no text or too much, when it was removed meanwhile, or when the viewer may not
     * @throws NotFoundException                     when the account or the note does not exist for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public long save(NoteDraft draft) {
        requireWrite(draft.accountId());
        String text = clean(draft.text());
        Validation.refuse(validation.problems(new NoteDraft(draft.id(), draft.accountId(), text, draft.version())));
        Instant now = clock.instant();
        if (draft.id() == null) {
            var note = repository.saveAndFlush(new Note(draft.accountId(), currentUser.require().id(), text, now));
            // No word of it: whoever removes a note wants it gone from the story, too.
            timeline.record(draft.accountId(), now, "account.note.written", note.id(), Map.of());
            changes.announce(CHANGED, draft.accountId());
            changes.announce(AccountService.CHANGED, draft.accountId());
            return note.id();
        }
        var note = repository.findById(draft.id()).filter(stored -> stored.accountId() == draft.accountId()).orElseThrow(NotFoundException::new);
        requireEdit(note);
        requireThere(note);
        note.requireVersion(draft.version());
        if (note.change(text, now)) {
            stored(note);
        }
        return note.id();
    }

    /**
     * Puts a note on top or back among the others.
     *
     * @throws RefusedException  when too many stand there, when it was removed meanwhile, or when the viewer may not
     * @throws NotFoundException when there is no such note for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void pin(long id, boolean pinned) {
        var note = note(id);
        requireWrite(note.accountId());
        requireThere(note);
        if (note.isPinned() == pinned) {
            return;
        }
        if (pinned && jdbc.sql("select count(*) from account_note where account_id = ? and pinned = true").param(note.accountId()).query(Integer.class).single()
                >= MOST_PINNED) {
            throw new RefusedException(Problem.of(null, "problem.note.pinned", MOST_PINNED));
        }
        note.pin(pinned);
        stored(note);
    }

    /**
     * Nobody sees it any more, until it is restored.
     *
     * @param version as it was read: nobody removes words that they have not read
     * @throws RefusedException                      when the viewer may not
     * @throws NotFoundException                     when there is no such note for this viewer
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void remove(long id, int version) {
        var note = note(id);
        requireWrite(note.accountId());
        requireEdit(note);
        if (note.isRemoved()) {
            return;
        }
        note.requireVersion(version);
        note.remove(clock.instant());
        stored(note);
    }

    /**
     * Takes a removal back. It stands among the others again, also when it was on top.
     *
     * @throws RefusedException  when the viewer may not
     * @throws NotFoundException when there is no such note for this viewer
     */
    @RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(noRollbackFor = RefusedException.class)
    public void restore(long id) {
        var note = note(id);
        requireWrite(note.accountId());
        requireEdit(note);
        if (note.isRemoved()) {
            note.restore();
            stored(note);
        }
    }

    private Note note(long id) {
        var note = repository.findById(id).orElseThrow(NotFoundException::new);
        scope.require(note.accountId());
        return note;
    }

    private void stored(Note note) {
        repository.flush();
        changes.announce(CHANGED, note.accountId());
    }

    /** Under a lock on the account: nobody archives or merges it meanwhile, and two who pin are counted one after the other. */
    private void requireWrite(long accountId) {
        scope.requireWrite(accountId);
        if (jdbc.sql("select archived_at from account where id = ? for update").param(accountId).query((row, n) -> row.getObject(1) != null).single()) {
            throw new RefusedException(Problem.of(null, "problem.archived"));
        }
    }

    private void requireEdit(Note note) {
        if (note.authorId() != currentUser.require().id() && !scope.assigns(note.accountId())) {
            throw new RefusedException(Problem.of(null, "problem.note.notYours"));
        }
    }

    private static void requireThere(Note note) {
        if (note.isRemoved()) {
            throw new RefusedException(Problem.of(null, "problem.note.removed"));
        }
    }

    /** Lines end alike; spaces at the beginning of the first line mean something in Markdown, empty lines do not. */
    private static String clean(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replaceAll("\\A(?:[\\s\\u3000&&[^\\n]]*\\n)+", "").stripTrailing();
    }
}
