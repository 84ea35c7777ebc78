package app.mainstay.invariants;

import java.util.List;

/** Something that must always hold. People read it as {@code invariants.of.<id>}: what holds, not what is wrong. */
public interface Invariant {

    /** At most 60 characters: the room, a dash, and words; stored, so it never changes. */
    String id();

    /** Looks at all rows, in one snapshot that it only reads, and tells what breaks the rule. */
    void check(Violations found);

    /**
     * A rule that queries can tell.
     *
     * @param queries each selects what breaks it, one column: an id or a text. They come to an administrator, who sees no accounts: no names.
     */
    static Invariant none(String id, String... queries) {
        var all = List.of(queries);
        return of(id, found -> all.forEach(found::of));
    }

    static Invariant of(String id, Check check) {
        return new Invariant() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public void check(Violations found) {
                check.look(found);
            }
        };
    }

    /** See {@link Invariant#check}. */
    interface Check {

        void look(Violations found);
    }
}
