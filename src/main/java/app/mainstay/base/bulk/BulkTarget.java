package app.mainstay.base.bulk;

import app.mainstay.shared.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that a feature lets people edit in bulk, contributed as a bean. Everything happens as the acting person and by the rules of the
 * feature's own service: a row is changed or refused exactly as it would be by hand.
 */
public interface BulkTarget {

    /** A row and the version in which it was seen. */
    record Ref(long id, int version) {
    }

    /**
     * What would become of a row.
     *
     * @param before   the field's values now
     * @param after    equal to before where nothing would change
     * @param problems why it would be refused; empty where it would not
     */
    record Look(String name, List<String> before, List<String> after, List<Problem> problems) {
    }

    /** What became of a row: the field's values before, and the row's version now, which is the old one where nothing changed. */
    record Applied(List<String> before, int version) {
    }

    String id();

    /** What the acting person may set. */
    List<BulkField> fields();

    /** What is wrong with the value whatever the row. */
    default List<Problem> problems(BulkField field, List<String> value) {
        return field.problems(value);
    }

    /** How many rows in scope match, exactly. */
    long count(String query);

    /** Ids of rows in scope that match, ascending, behind that id; none only at the end. */
    List<Long> matching(String query, long afterId, int limit);

    /** Those of the rows that are in scope, by id. */
    List<Ref> among(Collection<Long> ids);

    Map<Long, String> names(Collection<Long> ids);

    /** Reads rows in one go that {@link #look}, {@link #apply} or {@link #restore} will be asked for next, and forgets those before. */
    void load(Collection<Long> ids);

    /** @throws app.mainstay.shared.NotFoundException when the row does not exist for this person */
    Look look(long id, BulkField field, List<String> value);

    /**
     * Changes the row and writes it to the database, so that the version is known.
     *
     * @throws app.mainstay.shared.RefusedException  when a rule stands against it
     * @throws app.mainstay.shared.ConflictException when the row no longer has the version
     * @throws app.mainstay.shared.NotFoundException when it does not exist for this person
     */
    Applied apply(Ref row, BulkField field, List<String> value);

    /** Gives the field the values that it had before the batch; refuses as {@link #apply} does. */
    default Applied restore(Ref row, BulkField field, List<String> before) {
        return apply(row, field, before);
    }

    /** Who changed the row last; empty for the system. */
    Optional<String> changedBy(long id);
}
