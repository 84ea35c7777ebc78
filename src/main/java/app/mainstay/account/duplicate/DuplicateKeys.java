package app.mainstay.account.duplicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps what accounts are compared by. Whoever stores an account, or somebody who works there, tells it in the same transaction; a new account
 * costs four short rows, a changed one a look by index.
 */
@Component
public class DuplicateKeys {

    /** What is compared of an account. */
    public record Named(long id, String name, @Nullable String website, @Nullable String creditCode) {
    }

    record Key(KeyKind kind, String text) {
    }

    private static final String STORE = "insert into account_duplicate_key (kind, match_key, account_id) values (?, ?, ?)";
    private static final int LONGEST = 60;
    /** Where the organisation stands within a credit code. */
    private static final int ORGANISATION_FROM = 8;
    private static final int ORGANISATION_TO = 17;

    private final JdbcTemplate jdbc;

    DuplicateKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** New accounts. */
    public void added(Collection<Named> accounts) {
        List<Object[]> rows = new ArrayList<>();
        accounts.forEach(account -> of(account).forEach(key -> rows.add(row(key, account.id()))));
        // In the order of the table's key its pages are touched one after the other.
        rows.sort(Comparator.comparing((Object[] row) -> (String) row[0]).thenComparing(row -> (String) row[1]).thenComparing(row -> (Long) row[2]));
        jdbc.batchUpdate(STORE, rows);
    }

    /** An account after its change. */
    public void changed(Named account) {
        store(account.id(), of(account), "kind <> 'PHONE'");
    }

    /** Somebody came to the account or left it, or has another number. */
    public void people(long accountId) {
        Set<Key> keys = new LinkedHashSet<>();
        jdbc.query("select phone, mobile from account_contact where account_id = ? and left_on is null", row -> {
            for (String column : List.of("phone", "mobile")) {
                add(keys, KeyKind.PHONE, PhoneKey.of(row.getString(column)));
            }
        }, accountId);
        store(accountId, keys, "kind = 'PHONE'");
    }

    /** An account that became part of another one is looked for no more. */
    void gone(long accountId) {
        jdbc.update("delete from account_duplicate_key where account_id = ?", accountId);
    }

    private void store(long accountId, Set<Key> wanted, String which) {
        var gone = new LinkedHashSet<>(jdbc.query("select kind, match_key from account_duplicate_key where account_id = ? and " + which,
                (row, n) -> new Key(KeyKind.valueOf(row.getString("kind")), row.getString("match_key")), accountId));
        var come = new LinkedHashSet<>(wanted);
        come.removeAll(gone);
        gone.removeAll(wanted);
        jdbc.batchUpdate("delete from account_duplicate_key where kind = ? and match_key = ? and account_id = ?",
                gone.stream().map(key -> row(key, accountId)).toList());
        jdbc.batchUpdate(STORE, come.stream().map(key -> row(key, accountId)).toList());
    }

    private static Object[] row(Key key, long accountId) {
        return new Object[] {key.kind().name(), key.text(), accountId};
    }

    /** What name, website and credit code are compared by. */
    static Set<Key> of(Named account) {
        Set<Key> keys = new LinkedHashSet<>();
        var name = CompanyName.of(account.name());
        add(keys, KeyKind.NAME, name.core());
        add(keys, KeyKind.SOUND, name.sound());
        add(keys, KeyKind.START, name.start());
        add(keys, KeyKind.CODE, organisation(account.creditCode()));
        add(keys, KeyKind.SITE, WebHost.of(account.website()));
        return keys;
    }

    /** The nine characters of an organisation, which stay when it is registered anew. */
    static @Nullable String organisation(@Nullable String creditCode) {
        return creditCode == null || creditCode.length() < ORGANISATION_TO ? null : creditCode.substring(ORGANISATION_FROM, ORGANISATION_TO);
    }

    private static void add(Set<Key> keys, KeyKind kind, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            // Never between the two halves of one character.
            int end = text.length() <= LONGEST ? text.length() : Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
            keys.add(new Key(kind, text.substring(0, end)));
        }
    }
}
