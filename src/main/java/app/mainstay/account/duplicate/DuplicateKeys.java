package app.mainstay.account.duplicate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    private static final int PORTION = 1_000;
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
        var stored = new LinkedHashSet<>(jdbc.query("select kind, match_key from account_duplicate_key where account_id = ? and kind <> 'PHONE'",
                (row, n) -> new Key(KeyKind.valueOf(row.getString("kind")), row.getString("match_key")), account.id()));
        write(List.of(account.id()), Map.of(account.id(), stored), Map.of(account.id(), of(account)));
    }

    /** Somebody came to the account or left it, or has another number. */
    public void people(long accountId) {
        people(List.of(accountId));
    }

    /** The same at several accounts. */
    public void people(Collection<Long> accountIds) {
        List<Long> ids = accountIds.stream().distinct().sorted().toList();
        for (int from = 0; from < ids.size(); from += PORTION) {
            var portion = ids.subList(from, Math.min(ids.size(), from + PORTION));
            String marks = "?, ".repeat(portion.size() - 1) + "?";
            Map<Long, Set<Key>> wanted = new TreeMap<>();
            jdbc.query("select account_id, phone, mobile from account_contact where left_on is null and account_id in (" + marks + ")", row -> {
                var keys = wanted.computeIfAbsent(row.getLong("account_id"), none -> new LinkedHashSet<>());
                add(keys, KeyKind.PHONE, PhoneKey.of(row.getString("phone")));
                add(keys, KeyKind.PHONE, PhoneKey.of(row.getString("mobile")));
            }, portion.toArray());
            Map<Long, Set<Key>> stored = new TreeMap<>();
            jdbc.query("select account_id, match_key from account_duplicate_key where kind = 'PHONE' and account_id in (" + marks + ")", row -> {
                stored.computeIfAbsent(row.getLong("account_id"), none -> new LinkedHashSet<>()).add(new Key(KeyKind.PHONE, row.getString("match_key")));
            }, portion.toArray());
            write(portion, stored, wanted);
        }
    }

    /** An account that became part of another one is looked for no more. */
    void gone(long accountId) {
        jdbc.update("delete from account_duplicate_key where account_id = ?", accountId);
    }

    private void write(Collection<Long> accountIds, Map<Long, Set<Key>> stored, Map<Long, Set<Key>> wanted) {
        List<Object[]> gone = new ArrayList<>();
        List<Object[]> come = new ArrayList<>();
        for (long id : accountIds) {
            Set<Key> before = stored.getOrDefault(id, Set.of());
            Set<Key> after = wanted.getOrDefault(id, Set.of());
            before.stream().filter(key -> !after.contains(key)).forEach(key -> gone.add(row(key, id)));
            after.stream().filter(key -> !before.contains(key)).forEach(key -> come.add(row(key, id)));
        }
        jdbc.batchUpdate("delete from account_duplicate_key where kind = ? and match_key = ? and account_id = ?", gone);
        jdbc.batchUpdate(STORE, come);
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
