package app.mainstay.base.list;

import app.mainstay.security.CurrentUser;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Validation;
import jakarta.annotation.security.RolesAllowed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The saved views of all lists. Everybody keeps personal ones; those who lead share theirs with everybody. A view that is not one's own and
 * not shared does not exist. What somebody shared who has left, directors and administrators take over or delete.
 */
@Service
public class SavedViews {

    public static final int LONGEST_NAME = 80;
    /** Of one person and list. */
    public static final int MOST = 100;
    /** More shared ones than this are not offered: nobody reads them. */
    private static final int MOST_SHARED = 500;
    private static final int MOST_COLUMNS = 50;
    private static final Pattern KEY = Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,39}");

    /** {@code mine} comes first in the order. */
    private static final String ROWS = """
            select v.id, v.list, v.name, v.conditions, v.column_keys, v.shared, v.version, v.name_sort, u.display_name, u.active,
                   case when v.owner_id = :me then 1 else 0 end mine, case when d.view_id is null then 0 else 1 end standard
            from base_view v join security_user u on u.id = v.owner_id
            left join base_view_default d on d.view_id = v.id and d.user_id = :me""";
    private static final String VISIBLE = "(v.owner_id = :me or v.shared = true)";

    private final JdbcClient jdbc;
    private final CurrentUser currentUser;

    SavedViews(JdbcClient jdbc, CurrentUser currentUser) {
        this.jdbc = jdbc;
        this.currentUser = currentUser;
    }

    /** The own views by name, then those that others share; a few at most, hence no pages. */
    @SignedIn
    @Transactional(readOnly = true)
    public List<SavedView> list(String list) {
        return query("(" + ROWS + " where v.list = :list and v.owner_id = :me) union all ("
                + ROWS + " where v.list = :list and v.shared = true and v.owner_id <> :me order by v.name_sort, v.id limit " + MOST_SHARED
                + ") order by mine desc, name_sort, id").param("list", list).query(SavedViews::row).list();
    }

    /** With which view the list opens for the viewer, if not with the standard one of everybody. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<SavedView> standard(String list) {
        return query(ROWS + " where d.list = :list and " + VISIBLE).param("list", list).query(SavedViews::row).optional();
    }

    /** Empty also for a view of somebody else that is not shared. */
    @SignedIn
    @Transactional(readOnly = true)
    public Optional<SavedView> find(long id) {
        return query(ROWS + " where v.id = :id and " + VISIBLE).param("id", id).query(SavedViews::row).optional();
    }

    /** Whether the viewer may show own views to everybody. */
    @SignedIn
    public boolean mayShare() {
        return currentUser.require().role() != Role.MEMBER;
    }

    /** Whether the viewer may take over or delete what somebody shared who has left. */
    @SignedIn
    public boolean mayInherit() {
        Role role = currentUser.require().role();
        return role == Role.DIRECTOR || role == Role.ADMINISTRATOR;
    }

    /**
     * Makes a shared view whose owner is deactivated the viewer's own. It stays as it is for everybody who uses it.
     *
     * @throws RefusedException  when the viewer has a view of that name, or too many
     * @throws NotFoundException when it is not shared, or its owner is still here
     */
    @RolesAllowed({Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
    @Transactional
    public void takeOver(long id) {
        long me = currentUser.require().id();
        requireOrphaned(id);
        var view = find(id).orElseThrow(NotFoundException::new);
        if (jdbc.sql("select count(*) from base_view where owner_id = ? and list = ? and name_key = ?").param(me).param(view.list())
                .param(Names.key(view.name())).query(Integer.class).single() > 0) {
            throw new RefusedException(Problem.of(null, "problem.viewNameTaken", view.name()));
        }
        if (jdbc.sql("select count(*) from base_view where owner_id = ? and list = ?").param(me).param(view.list()).query(Integer.class).single() >= MOST) {
            throw new RefusedException(Problem.of(null, "problem.tooManyViews", MOST));
        }
        try {
            // Where two do it at once, the second finds that the owner is somebody who is here.
            if (jdbc.sql("update base_view set owner_id = ?, version = version + 1 where id = ? and version = ?").param(me).param(id).param(view.version())
                    .update() == 0) {
                throw new ConflictException();
            }
        } catch (DuplicateKeyException inAnotherTab) {
            throw new RefusedException(Problem.of(null, "problem.viewNameTaken", view.name()));
        }
    }

    private void requireOrphaned(long id) {
        jdbc.sql("select v.id from base_view v join security_user u on u.id = v.owner_id where v.id = ? and v.shared = true and u.active = false")
                .param(id).query(Long.class).optional().orElseThrow(NotFoundException::new);
    }

    /**
     * Stores a new or changed view of the viewer and returns its id. What no address can mean is left out of query and columns.
     *
     * @throws RefusedException  when the name is missing, too long or taken among the own views of the list, the query is too long, there are
     *                           too many views, or the viewer may not share
     * @throws NotFoundException when it is not one of the viewer's
     * @throws ConflictException when the viewer saved it elsewhere in between
     */
    @SignedIn
    @Transactional
    public long save(SavedViewDraft draft) {
        return store(draft, Ids.next());
    }

    private long store(SavedViewDraft draft, long newId) {
        long me = currentUser.require().id();
        if (draft.id() != null) {
            requireOwn(draft.id(), me);
        }
        String query = ListQuery.parse(draft.query()).text();
        Validation.refuse(problems(draft, query, me));
        String name = Names.clean(draft.name());
        try {
            if (draft.id() == null) {
                insert(newId, me, draft.list(), name, query, columns(draft), draft.shared());
                return newId;
            }
            update(draft.id(), me, name, query, columns(draft), draft.shared(), draft.version());
            return draft.id();
        } catch (DuplicateKeyException inAnotherTab) {
            throw new RefusedException(Problem.of("name", "problem.taken"));
        }
    }

    private List<Problem> problems(SavedViewDraft draft, String query, long me) {
        List<Problem> problems = new ArrayList<>();
        String name = Names.clean(draft.name());
        String key = Names.key(name);
        // The key may be longer: one sign of a combined width becomes several letters. It may also be nothing at all.
        if (key.isEmpty()) {
            problems.add(Problem.of("name", "problem.required"));
        } else if (Math.max(name.length(), key.length()) > LONGEST_NAME) {
            problems.add(Problem.of("name", "problem.tooLong", LONGEST_NAME));
        } else if (jdbc.sql("select count(*) from base_view where owner_id = ? and list = ? and name_key = ? and id <> ?").param(me)
                .param(draft.list()).param(key).param(draft.id() == null ? -1 : draft.id()).query(Integer.class).single() > 0) {
            problems.add(Problem.of("name", "problem.taken"));
        }
        if (Math.max(draft.query().length(), query.length()) > ListQuery.LONGEST) {
            problems.add(Problem.of("query", "problem.tooLong", ListQuery.LONGEST));
        }
        if (draft.shared() && !mayShare()) {
            problems.add(Problem.of("shared", "problem.mayNotShare"));
        }
        if (draft.id() == null && jdbc.sql("select count(*) from base_view where owner_id = ? and list = ?").param(me).param(draft.list())
                .query(Integer.class).single() >= MOST) {
            problems.add(Problem.of(null, "problem.tooManyViews", MOST));
        }
        return problems;
    }

    private static String columns(SavedViewDraft draft) {
        return String.join(",", draft.columns().stream().filter(key -> KEY.matcher(key).matches()).distinct().limit(MOST_COLUMNS).toList());
    }

    private void insert(long id, long me, String list, String name, String query, String columns, boolean shared) {
        if (!KEY.matcher(list).matches()) {
            throw new IllegalArgumentException(list);
        }
        jdbc.sql("""
                        insert into base_view (id, version, owner_id, list, name, name_key, name_sort, conditions, column_keys, shared)
                        values (?, 0, ?, ?, ?, ?, ?, ?, ?, ?)""").param(id).param(me).param(list).param(name).param(Names.key(name))
                .param(Names.sortKey(name, 240)).param(query).param(columns).param(shared).update();
    }

    private void update(long id, long me, String name, String query, String columns, boolean shared, int version) {
        int updated = jdbc.sql("""
                        update base_view set version = version + 1, name = ?, name_key = ?, name_sort = ?, conditions = ?, column_keys = ?,
                        shared = ? where id = ? and owner_id = ? and version = ?""").param(name).param(Names.key(name))
                .param(Names.sortKey(name, 240)).param(query).param(columns).param(shared).param(id).param(me).param(version).update();
        if (updated == 0) {
            throw new ConflictException();
        }
        if (!shared) {
            jdbc.sql("delete from base_view_default where view_id = ? and user_id <> ?").param(id).param(me).update();
        }
    }

    /**
     * Deletes a shared view whose owner is deactivated and returns it as it was. {@link #restore} brings it back as the viewer's own.
     *
     * @throws NotFoundException when it is not shared, or its owner is still here
     */
    @RolesAllowed({Role.IS_DIRECTOR, Role.IS_ADMINISTRATOR})
    @Transactional
    public SavedView deleteOrphaned(long id) {
        requireOrphaned(id);
        var deleted = find(id).orElseThrow(NotFoundException::new);
        jdbc.sql("delete from base_view where id = ? and version = ?").param(id).param(deleted.version()).update();
        return deleted;
    }

    /**
     * Deletes an own view and returns it as it was, which is what {@link #restore} takes. Lists that opened with it open as for everybody again.
     *
     * @throws NotFoundException when it is not one of the viewer's
     */
    @SignedIn
    @Transactional
    public SavedView delete(long id) {
        long me = currentUser.require().id();
        requireOwn(id, me);
        var deleted = find(id).orElseThrow(NotFoundException::new);
        jdbc.sql("delete from base_view where id = ? and owner_id = ?").param(id).param(me).update();
        return deleted;
    }

    /**
     * Brings back a view that the viewer has just deleted, with its id and as the viewer's default if it was; others choose it anew.
     *
     * @throws RefusedException when its name has been taken meanwhile, or anything else forbids to save it
     */
    @SignedIn
    @Transactional
    public long restore(SavedView deleted) {
        var was = deleted.draft();
        var draft = new SavedViewDraft(null, was.list(), was.name(), was.query(), was.columns(), was.shared() && mayShare(), 0);
        // Addresses that name the view lead to it again.
        boolean free = jdbc.sql("select count(*) from base_view where id = ?").param(deleted.id()).query(Integer.class).single() == 0;
        long id = store(draft, free ? deleted.id() : Ids.next());
        if (deleted.standard()) {
            setStandard(deleted.list(), id);
        }
        return id;
    }

    /**
     * Lets the list open with a view for the viewer.
     *
     * @param viewId an own or a shared view of the list; null: as for everybody
     * @throws NotFoundException when there is no such view for the viewer
     */
    @SignedIn
    @Transactional
    public void setStandard(String list, @Nullable Long viewId) {
        long me = currentUser.require().id();
        jdbc.sql("delete from base_view_default where user_id = ? and list = ?").param(me).param(list).update();
        if (viewId != null) {
            find(viewId).filter(view -> view.list().equals(list)).orElseThrow(NotFoundException::new);
            jdbc.sql("insert into base_view_default (user_id, list, view_id) values (?, ?, ?)").param(me).param(list).param(viewId).update();
        }
    }

    private void requireOwn(long id, long me) {
        jdbc.sql("select id from base_view where id = ? and owner_id = ?").param(id).param(me).query(Long.class).optional()
                .orElseThrow(NotFoundException::new);
    }

    private JdbcClient.StatementSpec query(String sql) {
        return jdbc.sql(sql).param("me", currentUser.require().id());
    }

    private static SavedView row(ResultSet row, int number) throws SQLException {
        String columns = row.getString("column_keys");
        return new SavedView(row.getLong("id"), row.getString("list"), row.getString("name"), row.getString("conditions"),
                columns.isEmpty() ? List.of() : Arrays.asList(columns.split(",")), row.getBoolean("shared"), row.getBoolean("mine"),
                row.getString("display_name"), !row.getBoolean("active"), row.getBoolean("standard"), row.getInt("version"));
    }
}
