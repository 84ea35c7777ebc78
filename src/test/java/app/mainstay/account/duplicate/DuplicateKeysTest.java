package app.mainstay.account.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.TestClock;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountMassWriter;
import app.mainstay.account.AccountMassWriter.Holder;
import app.mainstay.account.AccountMassWriter.State;
import app.mainstay.account.AccountMassWriter.Story;
import app.mainstay.account.AccountService;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.contact.Consent;
import app.mainstay.account.contact.ContactDraft;
import app.mainstay.account.contact.ContactMassWriter;
import app.mainstay.account.contact.Contacts;
import app.mainstay.security.SystemWork;
import app.mainstay.shared.Ids;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.migration.Context;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every door keeps the keys in step, and the migration finds what they would have written. */
@DatabaseTest
class DuplicateKeysTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountService accounts;
    @Autowired
    AccountMassWriter writer;
    @Autowired
    Contacts contacts;
    @Autowired
    ContactMassWriter people;
    @Autowired
    DataSource dataSource;
    @Autowired
    JdbcClient jdbc;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
        Fixtures.signIn(company.director());
    }

    @Test
    void theFormKeepsThem() {
        long id = accounts.save(draft(null, "上海华为技术有限公司", "914403001922038216", "www.huawei.com", 0));
        assertThat(keys(id)).containsExactly("CODE 192203821", "NAME 华为技术", "SITE huawei.com", "SOUND huaweijishu", "START 华为技");

        accounts.save(draft(id, "Acme Ltd", null, "www.huawei.com", accounts.get(id).draft().version()));
        assertThat(keys(id)).containsExactly("NAME acme", "SITE huawei.com", "START acme");
    }

    @Test
    void theMassWriterKeepsThem() {
        long id = Ids.next();
        SystemWork.run(() -> writer.write(List.of(new Story(draft(id, "Acme GmbH", "914403001922038216", "acme.de", 0), TestClock.START, null,
                new State(Lifecycle.ACTIVE, null, null), List.of(new Holder(TestClock.START, company.member().id(), null)), List.of())).iterator(), "test"));
        assertThat(keys(id)).containsExactly("CODE 192203821", "NAME acme", "SITE acme.de", "START acme");
    }

    @Test
    void thePeopleAtTheAccountKeepThem() {
        long id = accounts.save(draft(null, "Acme", null, null, 0));
        long wang = contacts.save(contact(null, id, "Wang", "021-5888 1234", "+86 138 0013 8000", null, 0));
        contacts.save(contact(null, id, "Li", null, "138-0013-8000", null, 0));
        assertThat(keys(id)).containsExactly("NAME acme", "PHONE 13800138000", "PHONE 2158881234", "START acme");

        // Who left took the number along, and it may ring at the next account now.
        contacts.save(contact(wang, id, "Wang", "021-5888 1234", "+86 138 0013 8000", LocalDate.of(2026, 11, 1), contacts.get(wang).draft().version()));
        assertThat(keys(id)).containsExactly("NAME acme", "PHONE 13800138000", "START acme");
    }

    @Test
    void peopleWrittenInSetsKeepThem() {
        long one = accounts.save(draft(null, "Acme", null, null, 0));
        long other = accounts.save(draft(null, "Bolt", null, null, 0));
        contacts.save(contact(null, one, "Li", null, "13900139000", null, 0));
        SystemWork.run(() -> {
            people.write(List.of(contact(Ids.next(), one, "Wang", null, "13800138000", null, 0), contact(Ids.next(), other, "Zhao", "13800138000", null, null, 0)), "test");
            return true;
        });
        assertThat(keys(one)).contains("PHONE 13800138000", "PHONE 13900139000");
        assertThat(keys(other)).contains("PHONE 13800138000");
    }

    @Test
    void theMigrationFillsWhatTheDoorsWouldHave() throws SQLException {
        long one = accounts.save(draft(null, "上海华为技术有限公司", "914403001922038216", "www.huawei.com", 0));
        contacts.save(contact(null, one, "Wang", null, "13800138000", null, 0));
        accounts.save(draft(null, "Acme", null, null, 0));
        var before = all();
        jdbc.sql("delete from account_duplicate_key where kind <> 'NAME'").update();

        try (Connection connection = dataSource.getConnection()) {
            new DuplicateKeyMigration().migrate(new Context() {
                @Override
                public Configuration getConfiguration() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public Connection getConnection() {
                    return connection;
                }
            });
        }
        assertThat(all()).hasSize(8).isEqualTo(before);
    }

    private List<String> keys(long accountId) {
        return jdbc.sql("select concat(kind, ' ', match_key) from account_duplicate_key where account_id = ? order by kind, match_key").param(accountId)
                .query(String.class).list();
    }

    private List<String> all() {
        return jdbc.sql("select concat(account_id, ' ', kind, ' ', match_key) from account_duplicate_key order by account_id, kind, match_key")
                .query(String.class).list();
    }

    private AccountDraft draft(@Nullable Long id, String name, @Nullable String code, @Nullable String website, int version) {
        return new AccountDraft(id, name, null, code, null, null, null, null, null, null, null, website, null, List.of(), company.member().id(), version);
    }

    private static ContactDraft contact(@Nullable Long id, long account, String name, @Nullable String phone, @Nullable String mobile, @Nullable LocalDate leftOn,
                                        int version) {
        return new ContactDraft(id, account, name, null, null, null, null, null, null, null, phone, mobile, null, null, null, null, null, Consent.UNKNOWN,
                null, false, null, leftOn, null, null, version);
    }
}
