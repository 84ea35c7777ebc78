package app.mainstay.demo;

import app.mainstay.meeting.AgendaItem;
import app.mainstay.meeting.Guest;
import app.mainstay.meeting.MeetingDraft;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.meeting.MeetingMassWriter;
import app.mainstay.meeting.MeetingMassWriter.Laid;
import app.mainstay.meeting.MeetingMassWriter.Place;
import app.mainstay.meeting.MeetingMassWriter.Written;
import app.mainstay.meeting.Response;
import app.mainstay.meeting.cadence.Cadence;
import app.mainstay.meeting.minutes.MinutesMassWriter;
import app.mainstay.security.SystemWork;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.BeforeOpening;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The demonstration's calendar, with a story: what an account was last spoken to about, what is planned, a project's weekly meeting with one that was moved
 * and one that was called off, a meeting whose minutes nobody has written yet, customers in other zones. Of a company for measuring only the first
 * accounts have meetings.
 */
@Component
@Profile("demo")
class DemoMeetings extends BeforeOpening {

    private static final int ACCOUNTS = 1_000;
    private static final int UNITS = 10;
    private static final int PORTION = 500;
    /** The rest follows within minutes. */
    private static final int TURNS = 20;
    private static final List<String> ZONES = List.of("Europe/Berlin", "America/New_York", "Europe/London", "Asia/Tokyo");

    private record Account(long id, @Nullable String tier, boolean chinese, long host, long unit, @Nullable Instant last, @Nullable Instant next, Instant createdAt) {
    }

    private record Colleague(long id, String name, long unit, boolean leads) {
    }

    /** @param item of its agenda, in order, with the minutes in which they are gone through */
    private record Topic(MeetingKind kind, String subject, String place, int minutes, List<String> items, String said) {
    }

    private static final List<Topic> CHINESE = List.of(
            new Topic(MeetingKind.VISIT, "例行拜访", "客户办公楼", 90, List.of("近期合作情况", "现场问题与需求", "下一步安排"), """
                    产线本季度满负荷，备件消耗快于预期。

                    需求:备件改为寄售，减少紧急采购
                    反馈:上次升级后停机时间明显下降
                    承诺:@{owner} {day} 给出寄售方案的初稿
                    行动:@{owner} {later} 核对现场备件库存"""),
            new Topic(MeetingKind.BUSINESS_REVIEW, "季度业务回顾", "客户三楼会议室", 120, List.of("上季度交付与服务", "满意度与改进项", "下季度计划", "高层沟通"), """
                    双方确认上季度交付准时率达到目标，服务响应仍有两次超时。

                    反馈:服务响应慢，希望设立本地值班
                    决定:每月第一周通报一次服务数据
                    承诺:{later} 前给出值班安排
                    行动:@{owner} {day} 汇总两次超时的原因"""),
            new Topic(MeetingKind.DEMONSTRATION, "设备健康管理平台演示", "我方演示中心", 120, List.of("客户现状", "平台演示", "试点范围"), """
                    技术部关注数据接口与权限，采购部关注分期方式。

                    需求:支持与现有 MES 对接
                    决定:先在二号车间试点三个月
                    行动:@{owner} {day} 提交接口对接清单"""),
            new Topic(MeetingKind.STRATEGY, "年度合作战略讨论", "客户总部", 180, List.of("双方战略方向", "重点项目", "资源投入", "高层互访"), """
                    对方计划明年扩建两条产线，希望我们提前参与方案设计。

                    需求:扩建项目的早期技术支持
                    决定:成立联合工作组，每周碰头
                    承诺:@{owner} {day} 提交联合工作组名单"""),
            new Topic(MeetingKind.RELATIONSHIP, "高层会晤", "客户总部", 60, List.of("近况交流", "合作展望"), """
                    气氛良好。对方总经理肯定团队的响应速度。

                    反馈:希望年内再安排一次工厂参观
                    行动:{later} 前确定工厂参观的日期"""));
    private static final List<Topic> ENGLISH = List.of(
            new Topic(MeetingKind.VISIT, "Regular visit", "Customer site", 90, List.of("Since last time", "On the shop floor", "Next steps"), """
                    The line runs at full load; spare parts go faster than planned.

                    Need: spare parts on consignment
                    Promise: @{owner} {day} send a first draft of the consignment terms
                    Action: {later} count the spare parts on site"""),
            new Topic(MeetingKind.BUSINESS_REVIEW, "Quarterly business review", "Online", 90, List.of("Deliveries and service", "What to improve", "Next quarter"), """
                    Delivery on time met the goal, two service calls were answered late.

                    Feedback: a local contact for service would help
                    Decision: service figures are shared each month
                    Action: @{owner} {day} find out why two calls were answered late"""),
            new Topic(MeetingKind.DEMONSTRATION, "Platform demonstration", "Online", 60, List.of("Where you stand", "Demonstration", "Pilot"), """
                    Engineering asks about interfaces, procurement about paying in stages.

                    Need: connection to the existing MES
                    Decision: a pilot of three months in one hall
                    Promise: {day} send the description of the interfaces"""),
            new Topic(MeetingKind.STRATEGY, "Annual strategy", "Customer headquarters", 180, List.of("Directions", "Projects", "People", "Executives"), """
                    Two new lines are planned for next year; they would like us in the design early.

                    Decision: a joint team that meets each week
                    Promise: @{owner} {day} name our members of the team"""));

    private final DemoMarker marker;
    private final MeetingMassWriter writer;
    private final MinutesMassWriter agreements;
    private final Cadence cadence;
    private final SettingsService settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoMeetings(DemoMarker marker, MeetingMassWriter writer, MinutesMassWriter agreements, Cadence cadence, SettingsService settings, JdbcClient jdbc, Clock clock) {
        // After the contacts, who are invited.
        super(WORK + 2);
        this.marker = marker;
        this.writer = writer;
        this.agreements = agreements;
        this.cadence = cadence;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    protected void run() {
        if (marker.state() != DemoMarker.State.COMPLETE) {
            return;
        }
        SystemWork.run(() -> {
            if (isEmpty("meeting")) {
                make();
            }
            if (isEmpty("meeting_mark")) {
                agree();
            }
            for (int turn = 0; turn < TURNS && cadence.settle(PORTION) > 0; turn++) {
                // The next ones.
            }
            return true;
        });
    }

    private boolean isEmpty(String table) {
        return jdbc.sql("select 1 from " + table + " limit 1").query(Integer.class).optional().isEmpty();
    }

    /** The lines of minutes are rows: most was done by its day, some late work is left, what is not due yet is mostly open. */
    private void agree() {
        Instant now = clock.instant();
        LocalDate today = settings.today();
        var random = new SplittableRandom(AccountGenerator.SEED * 67);
        var held = jdbc.sql("select m.id from meeting m where m.state = 'HELD' order by m.starts_at, m.id").query(Long.class).list();
        for (int from = 0; from < held.size(); from += PORTION) {
            agreements.take(held.subList(from, Math.min(held.size(), from + PORTION)), (written, due) -> {
                Instant by = due == null ? written.plus(Duration.ofDays(9)) : due.atTime(8 + random.nextInt(9), 0).atZone(settings.zone()).toInstant();
                boolean late = due != null && due.isBefore(today);
                boolean ended = random.nextInt(100) < (late ? due.isBefore(today.minusDays(60)) ? 100 : 85 : 10);
                Instant at = late ? by : now.minus(Duration.ofHours(1 + random.nextInt(30)));
                return !ended ? null : at.isBefore(written) ? written : at.isAfter(now) ? now : at;
            }, "demonstration");
        }
    }

    private void make() {
        Instant now = clock.instant();
        String home = settings.zone().getId();
        var random = new SplittableRandom(AccountGenerator.SEED * 61);
        var accounts = jdbc.sql("select id, tier, name, primary_rep_id, unit_id, last_contact_at, next_meeting_at, created_at from account where archived_at is null order by id limit "
                        + ACCOUNTS).query((row, n) -> new Account(row.getLong("id"), row.getString("tier"), row.getString("name").codePoints().anyMatch(Character::isIdeographic),
                        row.getLong("primary_rep_id"), row.getLong("unit_id"), instant(row.getObject("last_contact_at", LocalDateTime.class)),
                        instant(row.getObject("next_meeting_at", LocalDateTime.class)), Sql.instant(row.getObject("created_at", LocalDateTime.class)))).list();
        var colleagues = jdbc.sql("select id, display_name, unit_id, role from security_user where active = true and role <> 'ADMINISTRATOR' order by id")
                .query((row, n) -> new Colleague(row.getLong(1), row.getString(2), row.getLong(3), "MANAGER".equals(row.getString(4)))).list();
        Map<Long, List<Long>> contacts = new HashMap<>();
        if (!accounts.isEmpty()) {
            jdbc.sql("select account_id, id from account_contact where left_on is null and account_id in (:ids) order by account_id, id")
                    .param("ids", accounts.stream().map(Account::id).toList()).query(row -> {
                        contacts.computeIfAbsent(row.getLong(1), first -> new ArrayList<>()).add(row.getLong(2));
                    });
        }
        List<Laid> series = new ArrayList<>();
        List<Written> meetings = new ArrayList<>();
        boolean project = false;
        for (var account : accounts) {
            String zone = account.chinese() ? home : ZONES.get((int) Math.floorMod(account.id(), (long) ZONES.size()));
            var people = contacts.getOrDefault(account.id(), List.of());
            boolean strategic = "STRATEGIC".equals(account.tier());
            past(account, people, zone, colleagues, random, now, meetings);
            if (account.next() != null) {
                var draft = draft(account, topic(account, random), local(account.next(), zone), zone, people, colleagues, random);
                meetings.add(new Written(draft, null, null, null, random.nextInt(3) == 0 ? Response.NEEDS_ACTION : Response.ACCEPTED, now.minus(Duration.ofDays(3 + random.nextInt(9)))));
                if (strategic) {
                    var later = draft(account, topic(account, random), draft.start().plusDays(28 + random.nextInt(20)), zone, people, colleagues, random);
                    meetings.add(new Written(later, null, null, null, Response.NEEDS_ACTION, now.minus(Duration.ofDays(1))));
                }
            }
            if (strategic && account.chinese() && !project && people.size() > 2) {
                project = true;
                project(account, people, home, colleagues, now, series, meetings);
            }
        }
        teams(colleagues, home, now, series, meetings);
        writer.write(series, meetings, "demonstration");
    }

    private static @Nullable Instant instant(@Nullable LocalDateTime utc) {
        return utc == null ? null : Sql.instant(utc);
    }

    /** At a quarter of an hour, at a time at which people work. */
    private static LocalDateTime local(Instant at, String zone) {
        var time = LocalDateTime.ofInstant(at, ZoneId.of(zone));
        int hour = time.getHour() < 9 || time.getHour() > 16 ? 9 + Math.floorMod(time.getHour(), 8) : time.getHour();
        return weekday(time.toLocalDate()).atTime(hour, time.getMinute() / 30 * 30);
    }

    private static LocalDate weekday(LocalDate day) {
        return day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 ? day.with(TemporalAdjusters.next(DayOfWeek.MONDAY)) : day;
    }

    private static Topic topic(Account account, SplittableRandom random) {
        var topics = account.chinese() ? CHINESE : ENGLISH;
        return topics.get("STRATEGIC".equals(account.tier()) ? random.nextInt(topics.size()) : random.nextInt(3));
    }

    private static MeetingDraft draft(Account account, Topic topic, LocalDateTime start, String zone, List<Long> contacts, List<Colleague> colleagues, SplittableRandom random) {
        boolean online = topic.place().equals("Online");
        List<Long> people = colleagues.stream().filter(one -> one.unit() == account.unit() && one.id() != account.host()
                && (one.leads() ? "STRATEGIC".equals(account.tier()) : random.nextInt(100) < 12)).map(Colleague::id).limit(3).toList();
        List<AgendaItem> agenda = new ArrayList<>();
        int each = topic.minutes() / topic.items().size() / 5 * 5;
        topic.items().forEach(item -> agenda.add(new AgendaItem(item, each)));
        return new MeetingDraft(null, topic.subject(), topic.kind(), List.of(account.id()), online ? null : topic.place(),
                online ? "https://meet.example.com/" + Long.toString(Math.abs(account.id() % 1_000_000_007L), 36) : null, null, start, start.plusMinutes(topic.minutes()), zone, null,
                account.host(), people, contacts.stream().limit(1 + random.nextInt(3)).toList(), List.of(), agenda, 30, true, 0);
    }

    /** Whose work it is, and days after the meeting. */
    private static String said(Topic topic, Account account, LocalDateTime start, List<Colleague> colleagues) {
        String owner = colleagues.stream().filter(one -> one.id() == account.host()).map(Colleague::name).findFirst().orElse("");
        return topic.said().replace("{owner}", owner).replace("{day}", day(account, start.plusDays(10))).replace("{later}", day(account, start.plusDays(24)));
    }

    private static String day(Account account, LocalDateTime at) {
        var day = weekday(at.toLocalDate());
        return account.chinese() ? day.getMonthValue() + "/" + day.getDayOfMonth() : day.toString();
    }

    /** What has been, back from the last contact; one of many still without minutes, one called off. */
    private static void past(Account account, List<Long> contacts, String zone, List<Colleague> colleagues, SplittableRandom random, Instant now, List<Written> meetings) {
        int rhythm = account.tier() == null ? 110 : account.tier().equals("STRATEGIC") ? 25 : account.tier().equals("CORE") ? 50 : 90;
        Instant at = account.last();
        for (int i = 0; i < 4 && at != null && (i == 0 || at.isAfter(account.createdAt())); i++) {
            var start = i == 0 ? LocalDateTime.ofInstant(at, ZoneId.of(zone)) : local(at, zone);
            var topic = topic(account, random);
            var draft = draft(account, topic, start, zone, contacts, colleagues, random);
            boolean off = i > 0 && random.nextInt(100) < 8;
            meetings.add(new Written(draft, off ? null : said(topic, account, start, colleagues), off ? account.chinese() ? "客户临时出差，改期" : "The customer was travelling" : null, null, Response.ACCEPTED,
                    at.minus(Duration.ofDays(6 + random.nextInt(8)))));
            at = at.minus(Duration.ofDays(rhythm + random.nextInt(rhythm)));
        }
        if (random.nextInt(100) < 6) {
            var start = local(now.minus(Duration.ofDays(1 + random.nextInt(3))), zone).minusDays(2);
            var topic = topic(account, random);
            meetings.add(new Written(draft(account, topic, weekday(start.toLocalDate()).minusDays(7).atTime(start.toLocalTime()), zone, contacts, colleagues, random), null, null, null,
                    Response.ACCEPTED, now.minus(Duration.ofDays(20))));
        }
    }

    /** Each Tuesday at ten, six weeks back and on without end; the next one but one on Wednesday afternoon, one was called off. */
    private void project(Account account, List<Long> contacts, String zone, List<Colleague> colleagues, Instant now, List<Laid> series, List<Written> meetings) {
        LocalDate today = LocalDate.ofInstant(now, ZoneId.of(zone));
        LocalDateTime first = today.minusWeeks(6).with(TemporalAdjusters.nextOrSame(DayOfWeek.TUESDAY)).atTime(10, 0);
        var laid = writer.series("FREQ=WEEKLY;BYDAY=TU", first, first.plusHours(1), zone);
        series.add(laid);
        var team = colleagues.stream().filter(one -> one.unit() == account.unit() && one.id() != account.host()).map(Colleague::id).limit(2).toList();
        int ahead = 0;
        for (int i = 0; i < laid.places().size(); i++) {
            LocalDateTime place = laid.places().get(i);
            boolean over = place.plusHours(1).isBefore(LocalDateTime.ofInstant(now, ZoneId.of(zone)));
            ahead += over ? 0 : 1;
            LocalDateTime start = ahead == 2 ? place.toLocalDate().plusDays(1).atTime(LocalTime.of(14, 30)) : place;
            var draft = new MeetingDraft(null, "联合工作组周例会", MeetingKind.STRATEGY, List.of(account.id()), "客户二号楼 205", "https://meet.example.com/weekly", "扩建项目的进度、风险与下周计划", start,
                    start.plusHours(1), zone, null, account.host(), team, contacts.stream().limit(3).toList(), List.of(new Guest("设计院 陈工", "chen@design.example.com")),
                    List.of(new AgendaItem("进度", 20), new AgendaItem("风险与问题", 25), new AgendaItem("下周计划", 15)), 15, true, 0);
            boolean off = i == 2;
            String said = "第 %d 次例会。土建进度按计划，电气设计待确认。\n\n决定:下周二前冻结接口清单\n行动:%d/%d 前回复电气方案的三处疑问".formatted(i + 1, place.plusDays(3).getMonthValue(), place.plusDays(3).getDayOfMonth());
            meetings.add(new Written(draft, over && !off ? said : null, off ? "对方内部审计，暂停一次" : null, new Place(laid.id(), place), ahead > 3 ? Response.NEEDS_ACTION : Response.ACCEPTED,
                    now.minus(Duration.ofDays(50))));
        }
    }

    /** Each team meets on Monday morning. */
    private void teams(List<Colleague> colleagues, String zone, Instant now, List<Laid> series, List<Written> meetings) {
        LocalDate today = LocalDate.ofInstant(now, ZoneId.of(zone));
        for (var lead : colleagues.stream().filter(Colleague::leads).limit(UNITS).toList()) {
            LocalDateTime first = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atTime(9, 0);
            var laid = writer.series("FREQ=WEEKLY;BYDAY=MO", first, first.plusMinutes(45), zone);
            series.add(laid);
            var team = colleagues.stream().filter(one -> one.unit() == lead.unit() && one.id() != lead.id()).map(Colleague::id).limit(12).toList();
            for (var place : laid.places()) {
                meetings.add(new Written(new MeetingDraft(null, "团队周会", MeetingKind.INTERNAL, List.of(), "会议室 A", null, null, place, place.plusMinutes(45), zone, null, lead.id(), team,
                        List.of(), List.of(), List.of(new AgendaItem("本周重点", 20), new AgendaItem("需要支持的事项", 25)), 10, true, 0), null, null, new Place(laid.id(), place),
                        Response.ACCEPTED, now.minus(Duration.ofDays(30))));
            }
        }
    }
}
