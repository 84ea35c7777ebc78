package app.mainstay.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import app.mainstay.account.AccountMassWriter.Holder;
import app.mainstay.account.AccountMassWriter.Moment;
import app.mainstay.account.AccountMassWriter.Story;
import app.mainstay.account.CreditCode;
import app.mainstay.account.Lifecycle;
import app.mainstay.demo.DemoPeople.Person;
import app.mainstay.demo.DemoPeople.Team;
import app.mainstay.shared.Names;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AccountGeneratorTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);
    private static final Instant MIDNIGHT = TODAY.atStartOfDay(ZONE).toInstant();

    private static AccountGenerator generator(int accounts, LocalDate today) {
        List<List<Team>> units = Stream.of(0, 1, 2).map(unit -> {
            var people = List.of(new Person(unit * 10 + 1, "M" + unit, 1_000), new Person(unit * 10 + 2, "A" + unit, 1_000),
                    new Person(unit * 10 + 3, "B" + unit, 8));
            return List.of(new Team(people.getFirst(), people));
        }).toList();
        return new AccountGenerator(accounts, today, ZONE, new DemoPeople.Company(new Person(99, "D", 1_000), units));
    }

    private static List<Story> stories(int accounts) {
        List<Story> result = new ArrayList<>();
        generator(accounts, TODAY).forEachRemaining(result::add);
        return result;
    }

    /** What a story says, with its parent's name where the id stood: ids are new in every run. */
    private static List<String> content(List<Story> stories) {
        Map<Long, String> names = new HashMap<>();
        return stories.stream().map(story -> {
            var draft = story.draft();
            names.put(Objects.requireNonNull(draft.id()), draft.name());
            String text = story.toString().replace("id=" + draft.id(), "");
            return draft.parentId() == null ? text : text.replace(draft.parentId().toString(), names.get(draft.parentId()));
        }).toList();
    }

    @Test
    void sameDayMeansSameContent() {
        assertThat(content(stories(300))).isEqualTo(content(stories(300)));
    }

    @Test
    void asManyAsAskedForWhateverTheFamiliesSizes() {
        for (int accounts = 1; accounts <= 40; accounts++) {
            assertThat(stories(accounts)).hasSize(accounts);
        }
    }

    @Test
    void smallerScaleIsTheBeginningOfTheLarger() {
        var small = content(stories(120));
        var large = content(stories(200));
        // The last family may be cut short, which makes its head a company of its own.
        assertThat(large.subList(0, 110)).isEqualTo(small.subList(0, 110));
    }

    @Test
    void nothingHappensBeforeTheHistoryOrToday() {
        Instant start = TODAY.minusMonths(AccountGenerator.MONTHS).minusDays(3).atStartOfDay(ZONE).toInstant();
        for (var story : stories(2_000)) {
            assertThat(story.holders().getFirst().from()).isEqualTo(story.createdAt()).isAfter(start);
            assertThat(story.holders()).extracting(Holder::from).isSorted().doesNotHaveDuplicates().allMatch(MIDNIGHT::isAfter);
            assertThat(story.holders().getLast().userId()).isEqualTo(story.draft().primaryRepId());
            assertThat(story.moments()).extracting(Moment::at).isSorted().allMatch(MIDNIGHT::isAfter)
                    .allMatch(at -> !at.isBefore(story.createdAt()));
            assertThat(story.moments().stream().filter(moment -> moment.kind().equals("account.assigned"))).hasSize(story.holders().size() - 1);
        }
    }

    @Test
    void historyReachesFromEighteenMonthsAgoToTheLastWorkingDay() {
        var moments = stories(120).stream().flatMap(story -> story.moments().stream()).map(Moment::at).sorted().toList();
        assertThat(moments.getFirst()).isBefore(TODAY.minusMonths(17).atStartOfDay(ZONE).toInstant());
        assertThat(moments.getLast()).isAfter(TODAY.minusDays(3).atStartOfDay(ZONE).toInstant());
    }

    /** As if people had gone through the doors: from the first day on, step by step, told in the timeline. */
    @Test
    void tiersAndLifecyclesHaveABelievablePast() {
        var stories = stories(2_000);
        for (var story : stories) {
            var lifecycles = story.lifecycles();
            assertThat(lifecycles.getLast().value()).isEqualTo(story.state().lifecycle());
            for (int i = 1; i < lifecycles.size(); i++) {
                assertThat(Objects.requireNonNull(lifecycles.get(i - 1).value()).next()).contains(lifecycles.get(i).value());
                assertThat(lifecycles.get(i).from()).isAfter(lifecycles.get(i - 1).from()).isBefore(TODAY);
            }
            assertThat(story.moments().stream().filter(moment -> moment.kind().equals("account.lifecycle"))).hasSize(lifecycles.size() - 1);
            assertThat(story.moments().stream().filter(moment -> moment.kind().equals("account.tier"))).hasSize(Math.max(0, story.tiers().size() - 1));
            assertThat(story.plan() != null).isEqualTo(story.state().lifecycle() == Lifecycle.AT_RISK);
        }
        assertThat(stories.stream().filter(story -> story.lifecycles().size() > 2)).hasSizeGreaterThan(50);
        assertThat(stories.stream().filter(story -> story.tiers().size() > 1)).hasSizeGreaterThan(200);
    }

    @Test
    void nobodyHoldsAnAccountBeforeJoining() {
        Instant joined = TODAY.minusMonths(8).minusDays(3).atStartOfDay(ZONE).toInstant();
        assertThat(stories(2_000).stream().flatMap(story -> story.holders().stream()).filter(holder -> holder.userId() % 10 == 3))
                .isNotEmpty().allMatch(holder -> holder.from().isAfter(joined));
    }

    @Test
    void parentsComeFirstAndReassignmentsAndBothLanguagesAreThere() {
        Set<Long> seen = new HashSet<>();
        var stories = stories(120);
        for (var story : stories) {
            assertThat(story.draft().parentId() == null || seen.contains(story.draft().parentId())).isTrue();
            seen.add(Objects.requireNonNull(story.draft().id()));
        }
        assertThat(stories.stream().filter(story -> story.draft().parentId() != null).count()).isBetween(20L, 70L);
        assertThat(stories.stream().filter(story -> story.holders().size() > 1).count()).isBetween(12L, 60L);
        assertThat(stories.stream().filter(story -> story.draft().name().matches("\\p{IsLatin}.*")).count()).isBetween(10L, 40L);
        assertThat(stories.stream().max(Comparator.comparing(story -> story.holders().size())).orElseThrow().holders()).hasSizeGreaterThan(2);
    }

    @Test
    void namesAndCreditCodesAreUniqueAndValid() {
        Set<String> names = new HashSet<>();
        Set<String> codes = new HashSet<>();
        var generator = generator(60_000, TODAY);
        while (generator.hasNext()) {
            var draft = generator.next().draft();
            String code = draft.creditCode();
            if (!names.add(Names.key(draft.name())) || code != null && !(CreditCode.isValid(code) && codes.add(code))) {
                fail("again or wrong: " + draft);
            }
        }
    }

    /** 82 of 100 families are Chinese, and a family has 1.56 companies on average. */
    @Test
    void namesSufficeForTheLargestScale() {
        assertThat(CompanyNames.limit()).isGreaterThan(DemoCompany.LARGEST * 2L / 3);
        assertThat(CompanyNames.limitAbroad()).isGreaterThan(DemoCompany.LARGEST * 13L / 100);
    }
}
