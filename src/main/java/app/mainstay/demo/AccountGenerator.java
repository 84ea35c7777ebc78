package app.mainstay.demo;

import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountMassWriter.Holder;
import app.mainstay.account.AccountMassWriter.Moment;
import app.mainstay.account.AccountMassWriter.Plan;
import app.mainstay.account.AccountMassWriter.Since;
import app.mainstay.account.AccountMassWriter.State;
import app.mainstay.account.AccountMassWriter.Story;
import app.mainstay.account.CreditCode;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.Tier;
import app.mainstay.demo.DemoPeople.Person;
import app.mainstay.demo.DemoPeople.Team;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The demonstration's accounts, family after family (one company, or a group with up to five subsidiaries), parents first. The same
 * seed, day and people give the same content except ids; no moment is later than the beginning of that day. Holds one family at a time.
 */
class AccountGenerator implements Iterator<Story> {

    /** What people correct on an account, by the names of the draft. */
    private static final List<String> EDITS = List.of("address", "employees", "revenue,employees", "website", "shortName", "address,website");

    static final long SEED = 20_240_501;
    static final int MONTHS = 18;

    private static final List<String> TAGS = List.of("重点突破", "续约", "年度框架", "高层互访", "技术共创", "价格敏感", "新客户", "风险关注");
    private static final List<String> TAGS_ABROAD = List.of("Renewal", "Key win", "Framework agreement", "Price sensitive", "Executive sponsor");
    private static final List<String> TIER_REASONS = List.of("签订年度框架协议，纳入大客户管理", "年度采购额大幅增长", "业务收缩，采购额连续两个季度下降");
    private static final List<String> TIER_REASONS_ABROAD = List.of("Framework agreement signed", "Annual spend grew strongly",
            "Spend fell for two quarters");
    private static final Map<Lifecycle, List<String>> LIFECYCLE_REASONS = Map.of(
            Lifecycle.ACTIVE, List.of("首个订单签约", "试点项目验收通过，正式下单"),
            Lifecycle.AT_RISK, List.of("竞争对手降价，续约谈判停滞", "关键联系人离职", "连续两次投诉未满意解决"),
            Lifecycle.CHURNED, List.of("年度合同未续签", "改用竞争对手方案", "项目取消，不再采购"),
            Lifecycle.REACTIVATED, List.of("重新下单", "新任采购负责人恢复合作"));
    private static final Map<Lifecycle, List<String>> LIFECYCLE_REASONS_ABROAD = Map.of(
            Lifecycle.ACTIVE, List.of("First order signed", "Pilot accepted, order placed"),
            Lifecycle.AT_RISK, List.of("Competitor cut the price, renewal stalled", "Our champion left", "Two complaints in a row"),
            Lifecycle.CHURNED, List.of("Contract not renewed", "Went to a competitor", "Project cancelled"),
            Lifecycle.REACTIVATED, List.of("Ordered again", "New head of procurement came back to us"));
    private static final List<String> PLANS = List.of("高层两周内拜访；给出三年期价格方案；专人跟进未结投诉", "安排新任负责人参观样板客户，月底前重提续约条款", "与服务部门成立联合小组，每周向客户通报整改进展");
    private static final List<String> PLANS_ABROAD = List.of("Sponsor visits within two weeks; three-year price offer; one owner for open complaints",
            "Invite the new head to a reference site and renew the offer by month's end");
    private static final String[] STREETS = {"科创路", "滨江大道", "建设大道", "兴业街", "创新二路", "高新南路", "工业园东路", "迎宾路", "望湖路", "港城大道"};
    private static final String[] STREETS_ABROAD = {"Harbour Road", "Industrial Avenue", "Station Street", "Park Lane", "Mill Road", "Quay Street"};
    private static final String CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

    private final int accounts;
    private final LocalDate today;
    private final LocalDate start;
    private final ZoneId zone;
    private final DemoPeople.Company company;
    private final Queue<Story> family = new ArrayDeque<>();
    private long families;
    private long chineseFamilies;
    private long foreignFamilies;
    private int made;
    private int given;

    AccountGenerator(int accounts, LocalDate today, ZoneId zone, DemoPeople.Company company) {
        this.accounts = accounts;
        this.today = today;
        this.start = today.minusMonths(MONTHS);
        this.zone = zone;
        this.company = company;
    }

    @Override
    public boolean hasNext() {
        return given < accounts;
    }

    @Override
    public Story next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (family.isEmpty()) {
            nextFamily();
        }
        given++;
        return family.remove();
    }

    private void nextFamily() {
        var random = new SplittableRandom(SEED * 31 + families++);
        boolean foreign = random.nextInt(100) < 18;
        long number = foreign ? foreignFamilies++ : chineseFamilies++;
        int size = Math.min(random.nextInt(100) < 16 ? 3 + random.nextInt(CompanyNames.SLOTS - 2) : 1, accounts - made);
        Member head = null;
        for (int slot = 0; slot < size; slot++) {
            var names = foreign ? CompanyNames.foreign(number, slot, size > 1) : CompanyNames.chinese(number, slot, size > 1);
            var member = new Member(names, foreign, size > 1, head, number, random);
            head = head == null ? member : head;
            family.add(member.story());
            made++;
        }
    }

    /** One company on its way from name to story; the order of its random draws is what makes it reproducible. */
    private final class Member {

        private final CompanyNames.Company names;
        private final boolean foreign;
        private final boolean group;
        private final @Nullable Member head;
        private final long number;
        private final SplittableRandom random;
        private final long id = Ids.next();
        private final Team team;
        private final Instant createdAt;
        private final List<Moment> moments = new ArrayList<>();
        private final List<Holder> holders = new ArrayList<>();
        private final List<Since<Tier>> tiers = new ArrayList<>();
        private final List<Since<Lifecycle>> lifecycles = new ArrayList<>();
        private Person holder;

        Member(CompanyNames.Company names, boolean foreign, boolean group, @Nullable Member head, long number, SplittableRandom random) {
            this.names = names;
            this.foreign = foreign;
            this.group = group;
            this.head = head;
            this.number = number;
            this.random = random;
            // A group's companies in the same unit are looked after by one team.
            var teams = company.units().get(names.place().unit());
            this.team = head != null && teams.contains(head.team) ? head.team : team(teams);
            LocalDate day = head == null ? firstDay() : head.createdAt.atZone(zone).toLocalDate().plusDays(random.nextInt(12));
            this.createdAt = at(day);
            this.holder = head != null && head.team == team && random.nextInt(10) < 7 ? first(head) : pick(day, null);
        }

        /** As many families for each team as it has people. */
        private Team team(List<Team> teams) {
            int first = teams.getFirst().people().size();
            long person = Math.floorMod(number * 7_919 + 3, first + (teams.size() - 1L) * DemoPeople.TEAM);
            return teams.get(person < first ? 0 : 1 + (int) (person - first) / DemoPeople.TEAM);
        }

        /** Whoever held the head of the group when this company came, if already there then. */
        private Person first(Member head) {
            long user = head.holders.getFirst().userId();
            LocalDate day = createdAt.atZone(zone).toLocalDate();
            return team.people().stream().filter(person -> person.id() == user && joined(person, day)).findFirst().orElseGet(() -> pick(day, null));
        }

        Story story() {
            @Nullable Tier tier = tier();
            holders.add(new Holder(createdAt, holder.id(), creator().id()));
            moments.add(new Moment(createdAt, "account.created", creator().id(), Map.of("representative", holder.name())));
            reassign();
            promote(tier);
            edit();
            Instant archivedAt = archive();
            var state = state(tier, archivedAt != null);
            @Nullable Plan plan = live(state.lifecycle(), archivedAt);
            moments.sort(Comparator.comparing(Moment::at));
            return new Story(draft(tier), createdAt, archivedAt, state, holders, moments, tiers, lifecycles, plan);
        }

        /** Nearly half of the portfolio came over when Mainstay was introduced, the rest since then. */
        private LocalDate firstDay() {
            long days = today.toEpochDay() - start.toEpochDay();
            return start.plusDays(random.nextInt(100) < 45 ? random.nextInt(40) : random.nextLong(days));
        }

        /** Working hours of a weekday on or before the day, and never before the history's start or on the last day. */
        private Instant at(LocalDate day) {
            LocalDate workday = day.isBefore(today) ? day : today.minusDays(1);
            while (workday.getDayOfWeek() == DayOfWeek.SATURDAY || workday.getDayOfWeek() == DayOfWeek.SUNDAY) {
                workday = workday.minusDays(1);
            }
            return workday.atTime(9, 0).atZone(zone).toInstant().plusSeconds(random.nextInt(9 * 3600));
        }

        private boolean joined(Person person, LocalDate day) {
            return !day.isBefore(today.minusMonths(person.joinedMonthsAgo()));
        }

        /** Managers hold a few accounts themselves, members the rest. */
        private Person pick(LocalDate day, @Nullable Person other) {
            List<Person> present = team.people().stream().filter(person -> !person.equals(other) && joined(person, day)).toList();
            return random.nextInt(10) == 0 || present.size() == 1 ? present.getFirst() : present.get(1 + random.nextInt(present.size() - 1));
        }

        private Person creator() {
            return head == null && group ? company.director() : team.manager();
        }

        private void reassign() {
            for (Person newcomer : team.people()) {
                LocalDate joining = today.minusMonths(newcomer.joinedMonthsAgo()).plusDays(3);
                if (newcomer.joinedMonthsAgo() < MONTHS && random.nextInt(100) < 30) {
                    assign(at(joining.plusDays(random.nextInt(10))), newcomer);
                }
            }
            for (int chance = 16; random.nextInt(100) < chance; chance = 12) {
                LocalDate day = holders.getLast().from().atZone(zone).toLocalDate().plusDays(30 + random.nextInt(240));
                assign(at(day), pick(day, holder));
            }
        }

        /** Only what leaves at least three weeks with the holder before and lies in the past. */
        private void assign(Instant from, Person next) {
            LocalDate day = from.atZone(zone).toLocalDate();
            if (next.equals(holder) || !joined(next, day) || day.isBefore(holders.getLast().from().atZone(zone).toLocalDate().plusDays(21))) {
                return;
            }
            holders.add(new Holder(from, next.id(), team.manager().id()));
            moments.add(new Moment(from, "account.assigned", team.manager().id(), Map.of("from", holder.name(), "to", next.name())));
            holder = next;
        }

        private @Nullable Tier tier() {
            int draw = random.nextInt(100);
            if (group && head == null) {
                return draw < 65 ? Tier.STRATEGIC : Tier.CORE;
            }
            return draw < 6 ? Tier.STRATEGIC : draw < 36 ? Tier.CORE : draw < 90 ? Tier.STANDARD : null;
        }

        private void promote(@Nullable Tier tier) {
            LocalDate created = createdAt.atZone(zone).toLocalDate();
            LocalDate day = created.plusDays(40 + random.nextInt(300));
            if (tier != null && random.nextInt(100) < 22 && day.isBefore(today)) {
                Tier before = tier == Tier.STANDARD ? random.nextBoolean() ? null : Tier.CORE : Tier.values()[tier.ordinal() + 1];
                Instant at = at(day);
                String reason = (foreign ? TIER_REASONS_ABROAD : TIER_REASONS).get(before == null ? 0 : before.compareTo(tier) > 0 ? 1 : 2);
                moments.add(new Moment(at, "account.tier", team.manager().id(),
                        Map.of("from", before == null ? "" : before.name(), "to", tier.name(), "reason", reason)));
                tiers.add(new Since<>(created, before, null, null));
                tiers.add(new Since<>(at.atZone(zone).toLocalDate(), tier, reason, team.manager().id()));
            }
        }

        /** How the relationship came to where it stands, with the plan of an account at risk; by draws of its own, as the state. */
        private @Nullable Plan live(Lifecycle now, @Nullable Instant archivedAt) {
            var own = new SplittableRandom(SEED * 41 + made);
            LocalDate created = createdAt.atZone(zone).toLocalDate();
            var path = new ArrayList<>(switch (now) {
                case PROSPECT -> List.of(Lifecycle.PROSPECT);
                case ACTIVE -> List.of(Lifecycle.PROSPECT, Lifecycle.ACTIVE);
                case AT_RISK -> List.of(Lifecycle.PROSPECT, Lifecycle.ACTIVE, Lifecycle.AT_RISK);
                case CHURNED -> own.nextBoolean() ? List.of(Lifecycle.PROSPECT, Lifecycle.ACTIVE, Lifecycle.AT_RISK, Lifecycle.CHURNED)
                        : List.of(Lifecycle.ACTIVE, Lifecycle.CHURNED);
                case REACTIVATED -> List.of(Lifecycle.ACTIVE, Lifecycle.CHURNED, Lifecycle.REACTIVATED);
            });
            // What came over when Mainstay was introduced was a customer already.
            if (path.size() > 1 && created.isBefore(start.plusDays(40)) && path.getFirst() == Lifecycle.PROSPECT) {
                path.removeFirst();
            }
            LocalDate end = archivedAt == null ? today : archivedAt.atZone(zone).toLocalDate();
            int recently = switch (now) {
                case AT_RISK -> 5 + own.nextInt(40);
                case CHURNED -> archivedAt == null ? 20 + own.nextInt(120) : 3 + own.nextInt(30);
                case REACTIVATED -> 10 + own.nextInt(90);
                default -> 0;
            };
            long span = end.toEpochDay() - recently - created.toEpochDay();
            if (now == Lifecycle.ACTIVE) {
                // Won within some weeks, and a customer since then.
                span = Math.min(span, 14 + own.nextInt(80));
            }
            while (path.size() > 1 && span < 10L * (path.size() - 1)) {
                path.removeFirst();
            }
            lifecycles.add(new Since<>(created, path.getFirst(), null, null));
            for (int i = 1; i < path.size(); i++) {
                Instant at = at(created.plusDays(span * i / (path.size() - 1)));
                String reason = reasons(path.get(i), own);
                long actor = holders.stream().filter(one -> !one.from().isAfter(at)).reduce((a, b) -> b).orElseThrow().userId();
                lifecycles.add(new Since<>(at.atZone(zone).toLocalDate(), path.get(i), reason, actor));
                moments.add(new Moment(at, "account.lifecycle", actor,
                        Map.of("from", path.get(i - 1).name(), "to", path.get(i).name(), "reason", reason)));
            }
            if (now != Lifecycle.AT_RISK) {
                return null;
            }
            LocalDate due = today.plusDays(10 + own.nextInt(50));
            if (path.size() > 1) {
                moments.add(new Moment(moments.getLast().at().plusSeconds(60), "account.savePlan", moments.getLast().actorId(),
                        Map.of("owner", holder.name(), "due", due.toString())));
            }
            var plans = foreign ? PLANS_ABROAD : PLANS;
            return new Plan(plans.get(own.nextInt(plans.size())), holder.id(), due);
        }

        private String reasons(Lifecycle to, SplittableRandom own) {
            var reasons = (foreign ? LIFECYCLE_REASONS_ABROAD : LIFECYCLE_REASONS).get(to);
            return reasons.get(own.nextInt(reasons.size()));
        }

        private void edit() {
            long age = today.toEpochDay() - createdAt.atZone(zone).toLocalDate().toEpochDay();
            for (int i = random.nextInt(4); i > 0 && age > 10; i--) {
                Instant at = at(today.minusDays(1 + random.nextLong(age - 8)));
                if (at.isAfter(createdAt)) {
                    long actor = holders.stream().filter(h -> !h.from().isAfter(at)).reduce((a, b) -> b).orElseThrow().userId();
                    moments.add(new Moment(at, "account.changed", actor, Map.of("fields", EDITS.get(random.nextInt(EDITS.size())))));
                }
            }
        }

        private @Nullable Instant archive() {
            Instant last = moments.stream().map(Moment::at).max(Comparator.naturalOrder()).orElseThrow();
            Instant at = at(today.minusDays(1 + random.nextInt(90)));
            if (group || random.nextInt(100) >= 3 || !at.isAfter(last)) {
                return null;
            }
            moments.add(new Moment(at, "account.archived", team.manager().id(), Map.of()));
            return at;
        }

        /** By draws of its own, so that the rest of the story stays what it was. */
        private State state(@Nullable Tier tier, boolean archived) {
            var own = new SplittableRandom(SEED * 37 + made);
            long age = today.toEpochDay() - createdAt.atZone(zone).toLocalDate().toEpochDay();
            var lifecycle = lifecycle(tier, archived, age, own.nextInt(100));
            int rhythm = tier == Tier.STRATEGIC ? 25 : tier == Tier.CORE ? 50 : 110;
            long daysAgo = 1 + switch (lifecycle) {
                case ACTIVE, REACTIVATED -> own.nextInt(rhythm);
                case AT_RISK -> rhythm + own.nextInt(2 * rhythm);
                case CHURNED -> 120 + own.nextInt(300);
                case PROSPECT -> own.nextInt(90);
            };
            // Nobody has spoken to many a prospect yet, and to nobody before the account was there.
            boolean never = daysAgo >= age || lifecycle == Lifecycle.PROSPECT && own.nextInt(100) < 40;
            int planned = lifecycle == Lifecycle.CHURNED ? 0 : tier == Tier.STRATEGIC ? 80 : tier == Tier.CORE ? 50 : 20;
            boolean meets = own.nextInt(100) < planned;
            return new State(lifecycle, never ? null : hour(today.minusDays(daysAgo), own), meets ? hour(today.plusDays(1 + own.nextInt(40)), own) : null);
        }

        private static Lifecycle lifecycle(@Nullable Tier tier, boolean archived, long age, int draw) {
            if (archived || age > 150 && draw < 4) {
                return Lifecycle.CHURNED;
            }
            if (tier == null ? draw < 70 : age < 60 && draw < 35) {
                return Lifecycle.PROSPECT;
            }
            return draw < 86 ? Lifecycle.ACTIVE : draw < 95 ? Lifecycle.AT_RISK : Lifecycle.REACTIVATED;
        }

        /** A full or half working hour, on a weekday. */
        private Instant hour(LocalDate day, SplittableRandom own) {
            LocalDate workday = day;
            while (workday.getDayOfWeek() == DayOfWeek.SATURDAY || workday.getDayOfWeek() == DayOfWeek.SUNDAY) {
                workday = day.isBefore(today) ? workday.minusDays(1) : workday.plusDays(1);
            }
            return workday.atTime(9, 0).plusMinutes(30L * own.nextInt(17)).atZone(zone).toInstant();
        }

        private AccountDraft draft(@Nullable Tier tier) {
            Money revenue = revenue(tier);
            double inYuan = revenue.amount().doubleValue() * (revenue.currency().equals("CNY") ? 1 : 7);
            int employees = (int) Math.max(12, new BigDecimal(inYuan / (700_000 + random.nextInt(1_400_000))).round(new MathContext(2)).longValue());
            int founded = today.getYear() - 4 - random.nextInt(group && head == null ? 45 : 28);
            String host = head == null ? names.domain() : head.names.domain();
            return new AccountDraft(id, names.name(), names.shortName(), creditCode(), tier, names.trade().sector(), names.place().region(),
                    head == null ? null : head.id, random.nextInt(100) < 94 ? revenue : null, employees, founded,
                    "https://www." + host + ".example.com", address(), tags(), holder.id(), 0);
        }

        private Money revenue(@Nullable Tier tier) {
            double millions = switch (tier) {
                case STRATEGIC -> 2_000 * Math.pow(30, random.nextDouble());
                case CORE -> 250 * Math.pow(16, random.nextDouble());
                case STANDARD -> 30 * Math.pow(15, random.nextDouble());
                case null -> 5 * Math.pow(12, random.nextDouble());
            };
            String currency = names.place().currency();
            BigDecimal amount = new BigDecimal((currency.equals("CNY") ? millions : millions / 7) * 1_000_000).round(new MathContext(3));
            return new Money(amount, currency);
        }

        private String address() {
            return foreign ? 1 + random.nextInt(180) + " " + STREETS_ABROAD[random.nextInt(STREETS_ABROAD.length)] + ", " + names.place().name()
                    : names.place().name() + (names.place().code().isEmpty() ? "" : "市") + STREETS[random.nextInt(STREETS.length)]
                    + (1 + random.nextInt(900)) + "号";
        }

        private List<String> tags() {
            Set<String> tags = new LinkedHashSet<>();
            if (foreign) {
                tags.add("海外");
            }
            List<String> choice = foreign ? TAGS_ABROAD : TAGS;
            for (int i = Math.max(0, random.nextInt(5) - 2); i > 0; i--) {
                tags.add(choice.get(random.nextInt(choice.size())));
            }
            return List.copyOf(tags);
        }

        /** Registered as new companies are: 91, division, an organisation code that begins with MA, check character. */
        private @Nullable String creditCode() {
            if (names.place().code().isEmpty()) {
                return null;
            }
            // A prime step through all six-character serials: unique and without a pattern to the eye.
            long serial = (made + 1L) * 514_229_011L % 887_503_681L;
            var code = new StringBuilder();
            for (int i = 0; i < 6; i++) {
                code.insert(0, CODE_ALPHABET.charAt((int) (serial % 31)));
                serial /= 31;
            }
            String organisation = "MA" + code;
            int sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += Character.digit(organisation.charAt(i), 36) * ORGANISATION_WEIGHTS[i];
            }
            String all = "91" + names.place().code() + organisation + "0123456789X0".charAt(11 - sum % 11);
            return all + CreditCode.check(all);
        }
    }
}
