package app.mainstay.account.search;

import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds accounts by any part of name or short name, any part of their pinyin initials, and the start of pinyin spelling or credit code;
 * width and case make no difference. Writers tell it every text in the transaction that stores it.
 */
public interface TextSearch {

    /**
     * Ids among which all hits are, and perhaps others.
     *
     * @param sql      selects them as {@code id}, each once
     * @param repeated selects the same, some several times, which takes half as long; for who tells them apart later, when few are left
     * @param count    how many there are about; never less than there are
     */
    record Candidates(Sql ids, String sql, String repeated, long count) {

        public Candidates(Sql ids, String sql, long count) {
            this(ids, sql, sql, count);
        }

        public boolean severalTimes() {
            return !repeated.equals(sql);
        }
    }

    /**
     * What is stored of an account.
     *
     * @param text  see {@link SearchText}
     * @param order the sort key of its name
     */
    record Entry(long id, String text, String order) {
    }

    /** Whether anything but going through all accounts is known. */
    default boolean indexed() {
        return true;
    }

    /** Where to look instead of everywhere; empty where more than {@code atMost} could be hits, or nobody knows. */
    Optional<Candidates> candidates(String text, long atMost);

    /**
     * The first candidates by name, for a text that very many accounts hold.
     *
     * @param sql selects them as {@code id} with their {@code place}, which orders as far as it goes: equal ones may be in any order, and
     *            some of those equal to the last one may be missing
     */
    Optional<Candidates> firstByName(String text, boolean descending, long limit);

    void added(Collection<Entry> entries);

    void changed(Entry before, Entry after);

    /** Accounts that are no more. */
    void removed(Collection<Long> ids);

    /** What is a hit among rows of {@code account}, which the query calls {@code a}. */
    static Sql hits(String text) {
        String key = Names.key(text);
        var part = "a.search_text like :textPart escape '!'";
        String wanted = "%" + Sql.like(key) + "%";
        if (!isLatin(key)) {
            // Neither a spelling nor a credit code holds other characters.
            return new Sql().and(part, "textPart", wanted);
        }
        return new Sql().and("(" + part + " or a.name_spelling like :textStart escape '!' or a.credit_code like :textCode escape '!')")
                .with("textPart", wanted).with("textStart", spelled(key)).with("textCode", code(key));
    }

    static boolean isLatin(String key) {
        return key.chars().allMatch(c -> c < 0x3400);
    }

    /** Spellings are compared without spaces: "hua wei" and "huawei" are the same. */
    static String spelled(String key) {
        return Sql.like(key.replace(" ", "")) + "%";
    }

    static String code(String key) {
        return Sql.like(key.toUpperCase(Locale.ROOT)) + "%";
    }
}
