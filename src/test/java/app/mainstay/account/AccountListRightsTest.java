package app.mainstay.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.base.bulk.Bulk;
import app.mainstay.base.bulk.BulkRequest;
import app.mainstay.base.bulk.BulkSelection;
import app.mainstay.base.list.ListExport;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListTrail;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Ids;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Every way out of a list, asked by people who must not see: "Secret" belongs to a unit that only the director sees, too. */
@DatabaseTest
class AccountListRightsTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    AccountList list;
    @Autowired
    ListExport export;
    @Autowired
    Bulk bulk;

    private Fixtures.Company company;
    private long secret;

    @BeforeEach
    void accounts() {
        company = fixtures.company();
        fixtures.account(company, "Alpha", company.member());
        secret = fixtures.account(company, "Secret", company.stranger());
        fixtures.account(company, "Zeta", company.member());
    }

    @Test
    void rowsAndNumbersAreTheReaders() {
        for (var query : List.of("", "q=secret", "representative=" + Ids.text(company.stranger().id()), "unit=" + Ids.text(company.south()),
                "group=" + Ids.text(secret), "lifecycle=prospect,active", "nocontact=0", "nomeeting")) {
            var filter = list.filter(ListQuery.parse(query));
            for (var outsider : List.of(company.member(), company.manager(), company.administrator())) {
                fixtures.as(outsider, () -> {
                    var rows = list.page(filter, new app.mainstay.shared.Slice<>(0, 10, List.of(list.standardOrder())));
                    assertThat(rows).as(query + " by " + outsider).extracting(AccountRow::name).doesNotContain("Secret");
                    assertThat(list.estimate(filter, 1_000)).as(query).isEqualTo(rows.size());
                    assertThat(list.count(filter)).as(query).isEqualTo(rows.size());
                });
            }
            assertThat(fixtures.as(company.stranger(), () -> list.count(filter))).as(query).isEqualTo(1);
        }
    }

    @Test
    void anExportHoldsTheReadersRows() {
        assertThat(exported(company.director())).contains("Alpha", "Secret", "Zeta");
        assertThat(exported(company.manager())).contains("Alpha", "Zeta").doesNotContain("Secret");
        assertThat(exported(company.stranger())).contains("Secret").doesNotContain("Alpha");
        assertThat(exported(company.administrator())).doesNotContain("Alpha").doesNotContain("Secret");
    }

    @Test
    void theNextOfTheListSkipsWhatIsNotTheReaders() {
        long alpha = fixtures.as(company.manager(), () -> list.page(list.filter(ListQuery.ALL), new app.mainstay.shared.Slice<>(0, 1,
                List.of(list.standardOrder())))).getFirst().id();

        var next = fixtures.as(company.manager(), () -> ListTrail.neighbours(list, ListQuery.ALL, alpha, 0)).orElseThrow();

        assertThat(next.next()).isNotNull().isNotEqualTo(secret);
        assertThat(fixtures.as(company.manager(), () -> ListTrail.neighbours(list, ListQuery.ALL, secret, 1))).isEmpty();
    }

    @Test
    void filtersOfferAndNameOnlyWhatTheReaderSees() {
        fixtures.as(company.manager(), () -> {
            assertThat(options("representative")).contains("Member").doesNotContain("Stranger");
            assertThat(options("unit")).contains("City").doesNotContain("South");
            assertThat(options("group")).contains("Alpha").doesNotContain("Secret");
            assertThat(filter("representative").label(Ids.text(company.stranger().id()), Locale.ENGLISH)).isEmpty();
            assertThat(filter("unit").label(Ids.text(company.south()), Locale.ENGLISH)).isEmpty();
            assertThat(filter("group").label(Ids.text(secret), Locale.ENGLISH)).isEmpty();
        });
    }

    @Test
    void bulkEditMeansTheReadersRows() {
        var all = new BulkRequest("accounts", BulkSelection.matching(""), "tier", List.of("STRATEGIC"), "review");
        var named = new BulkRequest("accounts", BulkSelection.of(List.of(secret)), "tier", List.of("STRATEGIC"), "review");

        fixtures.as(company.manager(), () -> {
            assertThat(bulk.preview(all).count()).isEqualTo(2);
            assertThat(bulk.preview(named).count()).isZero();
            assertThat(bulk.open("accounts", secret, "tier")).isEmpty();
        });
    }

    private ListFilter.Options filter(String name) {
        return java.util.Objects.requireNonNull(list.filters().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow().options());
    }

    private List<String> options(String name) {
        return filter(name).find("", 0, 100, Locale.ENGLISH).stream().map(ListFilter.Option::label).toList();
    }

    private String exported(Viewer reader) {
        var out = new ByteArrayOutputStream();
        fixtures.as(reader, () -> export.write(list, ListQuery.ALL, List.of("name"), ListExport.Format.CSV, Locale.ENGLISH, out));
        return out.toString(StandardCharsets.UTF_8);
    }
}
