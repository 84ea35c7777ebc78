package app.mainstay.meeting.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.meeting.cadence.CadencePages.Question;
import app.mainstay.security.Viewer;
import app.mainstay.shared.Slice;
import app.mainstay.shared.Slice.Order;
import app.mainstay.shared.Sql;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whatever way a page is read, it is a part of the whole list in its order. */
@DatabaseTest
class CadencePagesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final int ACCOUNTS = 17;

    @Autowired
    private CadenceWork work;
    @Autowired
    private Fixtures fixtures;
    @Autowired
    private JdbcTemplate jdbc;
    @Autowired
    private JdbcClient client;

    private Fixtures.Company company;

    @BeforeEach
    void accounts() {
        company = fixtures.company();
        var random = new Random(4);
        List<Viewer> people = List.of(company.member(), company.colleague(), company.manager());
        for (int i = 0; i < ACCOUNTS; i++) {
            fixtures.account(company, "Account " + (char) ('a' + random.nextInt(26)) + i, people.get(random.nextInt(people.size())));
        }
        work.run();
        for (var key : jdbc.queryForList("select account_id, contact_level from meeting_cadence")) {
            // Few days, so that many are due on one.
            var due = TODAY.plusDays(random.nextInt(5) - 2);
            jdbc.update("update meeting_cadence set started_on = '2020-01-01', due_on = ?, last_on = ?, planned_on = ? where account_id = ? and contact_level = ?", due,
                    random.nextBoolean() ? null : due.minusDays(1 + random.nextInt(3)), random.nextBoolean() ? null : due.plusDays(random.nextInt(3)), key.get("account_id"),
                    key.get("contact_level"));
        }
    }

    @Test
    void aPageIsAPartOfTheListInEachOrder() {
        Map<String, Question> questions = new LinkedHashMap<>();
        questions.put("all", new Question(new Sql(), new Sql()));
        questions.put("late", new Question(new Sql().and("c.due_on < :day", "day", TODAY), new Sql()));
        questions.put("one person's", new Question(new Sql(), new Sql().and("a.primary_rep_id = :person", "person", company.colleague().id())));
        questions.put("one person's of a level", new Question(new Sql().and("c.contact_level = :level", "level", "WORKING"),
                new Sql().and("a.primary_rep_id = :person", "person", company.member().id())));
        List<List<Order<CadenceSort>>> orders = new ArrayList<>(List.of(List.of()));
        for (var sort : CadenceSort.values()) {
            orders.add(List.of(new Order<>(sort, false)));
            orders.add(List.of(new Order<>(sort, true)));
            orders.add(List.of(new Order<>(sort, true), new Order<>(CadenceSort.ACCOUNT, false)));
        }
        questions.forEach((name, question) -> {
            for (var by : orders) {
                List<CadenceRow> whole = new ArrayList<>();
                new CadencePages(client).each(question, by, TODAY, whole::add);
                assertThat(whole).as(name).hasSizeGreaterThan(3);
                for (int first : List.of(4, 14, 2_000)) {
                    var pages = new CadencePages(client, first);
                    for (int offset = 0; offset <= whole.size(); offset += 2) {
                        assertThat(pages.page(question, new Slice<>(offset, 3, by), TODAY)).as("%s by %s from %d, %d looked at", name, by, offset, first)
                                .isEqualTo(whole.subList(offset, Math.min(whole.size(), offset + 3)));
                    }
                    assertThat(pages.count(question, Long.MAX_VALUE)).isEqualTo(whole.size());
                }
            }
            List<CadenceRow> rows = new ArrayList<>();
            new CadencePages(client).each(question, List.of(), TODAY, rows::add);
            long all = rows.stream().map(CadenceRow::accountId).distinct().count();
            long late = rows.stream().filter(row -> row.overdueDays() > 0).map(CadenceRow::accountId).distinct().count();
            assertThat(new CadencePages(client).rate(question, TODAY)).as(name).isEqualTo(new Cadence.Rate(all - late, all));
        });
    }
}
