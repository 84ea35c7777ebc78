package app.mainstay.demo;

import app.mainstay.market.CompetitorDraft;
import app.mainstay.market.Competitors;
import app.mainstay.sales.LineDraft;
import app.mainstay.sales.OpportunityDraft;
import app.mainstay.sales.OpportunityMassWriter;
import app.mainstay.sales.OpportunityMassWriter.Past;
import app.mainstay.sales.OpportunityMassWriter.Step;
import app.mainstay.sales.ProductDraft;
import app.mainstay.sales.Products;
import app.mainstay.security.SystemWork;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.BeforeOpening;
import app.mainstay.shared.Money;
import app.mainstay.shared.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The demonstration's pipeline, with a story: a deal that has stalled, one lost to a competitor's price cut, a large one about to be won. Of a company
 * for measuring only the first accounts have deals.
 */
@Component
@Profile("demo")
class DemoSales extends BeforeOpening {

    private static final int ACCOUNTS = 5_000;
    private static final Map<String, Long> STAGES = Map.of("prospecting", 1L, "engaging", 2L, "proposal", 3L, "negotiation", 4L, "won", 5L, "lost", 6L, "cancelled", 7L);
    private static final List<String> OPEN = List.of("prospecting", "engaging", "proposal", "negotiation");

    private record Item(String name, String series, int yuan) {
    }

    private record Account(long id, String name, boolean chinese, @Nullable String tier, long ownerId, long unitId, LocalDate since) {
    }

    private static final List<Item> ITEMS = List.of(new Item("智能产线控制器 M5", "工业控制", 128_000), new Item("边缘网关 E200", "工业控制", 18_600),
            new Item("设备健康管理平台", "软件平台", 460_000), new Item("能源管理系统", "软件平台", 320_000), new Item("视觉检测单元 V3", "机器视觉", 96_000),
            new Item("协作机器人 C10", "机器人", 215_000), new Item("驻场运维服务（年）", "服务", 180_000), new Item("专家咨询（人天）", "服务", 6_800));
    private static final List<List<String>> RIVALS = List.of(List.of("凌云自动化", "Lingyun Automation", "凌云"), List.of("Nordwerk Systems", "诺德威克"),
            List.of("海川智控", "Haichuan Control"), List.of("Orbis Robotics"));
    private static final List<String> WHAT = List.of("产线升级", "年度框架", "二期扩容", "智能检测", "节能改造", "运维续约", "新厂区建设", "数据平台");
    private static final List<String> WHAT_ABROAD = List.of("Line upgrade", "Framework agreement", "Phase two", "Inspection", "Energy saving", "Service renewal", "New plant", "Data platform");
    private static final List<String> NEXT = List.of("约采购总监确认预算", "提交技术方案", "安排样机演示", "跟进招标公告", "准备商务谈判");
    private static final List<String> NEXT_ABROAD = List.of("Confirm budget with procurement", "Send the technical proposal", "Arrange a demonstration", "Prepare the negotiation");
    private static final List<String> REASONS = List.of("price", "price", "product", "relationship", "budget", "postponed", "silent");
    private static final List<String> SOURCES = List.of("existing", "visit", "tender", "referral", "partner", "marketing");

    private final DemoMarker marker;
    private final OpportunityMassWriter writer;
    private final Products products;
    private final Competitors competitors;
    private final SettingsService settings;
    private final JdbcClient jdbc;

    DemoSales(DemoMarker marker, OpportunityMassWriter writer, Products products, Competitors competitors, SettingsService settings, JdbcClient jdbc) {
        super(WORK + 1);
        this.marker = marker;
        this.writer = writer;
        this.products = products;
        this.competitors = competitors;
        this.settings = settings;
        this.jdbc = jdbc;
    }

    @Override
    protected void run() {
        if (marker.state() != DemoMarker.State.COMPLETE || jdbc.sql("select 1 from sales_product limit 1").query(Integer.class).optional().isPresent()) {
            return;
        }
        SystemWork.run(() -> {
            make();
            return true;
        });
    }

    private void make() {
        LocalDate today = settings.today();
        ZoneId zone = settings.zone();
        List<Long> items = new ArrayList<>();
        for (var item : ITEMS) {
            long id = products.save(new ProductDraft(null, item.name(), item.series(), true, 0));
            products.setPrice(id, new Products.Price(today.minusYears(2).withDayOfYear(1), Money.of(String.valueOf(item.yuan() * 96L / 100), "CNY")));
            products.setPrice(id, new Products.Price(today.withDayOfYear(1), Money.of(String.valueOf(item.yuan()), "CNY")));
            items.add(id);
        }
        List<Long> rivals = RIVALS.stream().map(names -> competitors.save(new CompetitorDraft(null, names.getFirst(), names.subList(1, names.size()), null, null, true, 0))).toList();
        var accounts = jdbc.sql("select id, name, tier, primary_rep_id, unit_id, created_at from account where archived_at is null order by id limit " + ACCOUNTS)
                .query((row, n) -> new Account(row.getLong("id"), row.getString("name"), row.getString("name").codePoints().anyMatch(Character::isIdeographic),
                        row.getString("tier"), row.getLong("primary_rep_id"), row.getLong("unit_id"),
                        LocalDate.ofInstant(Sql.instant(row.getObject("created_at", LocalDateTime.class)), zone))).list();
        var random = new SplittableRandom(AccountGenerator.SEED * 43);
        List<Past> deals = new ArrayList<>();
        boolean cut = false;
        boolean large = false;
        for (var account : accounts) {
            int number = account.tier() == null ? random.nextInt(2) : switch (account.tier()) {
                case "STRATEGIC" -> 3 + random.nextInt(4);
                case "CORE" -> 2 + random.nextInt(3);
                default -> random.nextInt(3);
            };
            for (int i = 0; i < number; i++) {
                deals.add(deal(account, items, rivals, random, today, zone, null));
            }
            if ("STRATEGIC".equals(account.tier()) && account.chinese() && !large) {
                large = true;
                deals.add(deal(account, items, rivals, random, today, zone, "large"));
            } else if ("STRATEGIC".equals(account.tier()) && account.chinese() && !cut) {
                cut = true;
                deals.add(deal(account, items, rivals, random, today, zone, "cut"));
                deals.add(deal(account, items, rivals, random, today, zone, "stalled"));
            }
        }
        writer.write(deals, "demonstration");
    }

    private Past deal(Account account, List<Long> items, List<Long> rivals, SplittableRandom random, LocalDate today, ZoneId zone, @Nullable String story) {
        long age = Math.max(8, today.toEpochDay() - account.since().toEpochDay());
        LocalDate opened = today.minusDays(5 + random.nextLong(age));
        String end;
        int draw = random.nextInt(100);
        if (story != null) {
            opened = today.minusDays(story.equals("stalled") ? Math.min(160, age) : Math.min(75, age));
            end = story.equals("large") ? "negotiation" : story.equals("cut") ? "lost" : "proposal";
        } else if (today.toEpochDay() - opened.toEpochDay() > 60 && draw < 78) {
            end = draw < 44 ? "won" : draw < 70 ? "lost" : "cancelled";
        } else {
            end = OPEN.get(Math.min(3, random.nextInt(5)));
        }
        int reached = OPEN.contains(end) ? OPEN.indexOf(end) : end.equals("won") ? 3 : random.nextInt(4);
        List<Step> steps = new ArrayList<>();
        LocalDate on = opened;
        for (int stage = 0; stage <= reached; stage++) {
            steps.add(step(on, account.ownerId(), OPEN.get(stage), zone, random));
            on = on.plusDays(4 + random.nextInt(22));
            if (!on.isBefore(today)) {
                on = today.minusDays(1);
            }
            if (on.isBefore(steps.getLast().on())) {
                on = steps.getLast().on();
            }
        }
        LocalDate closed = OPEN.contains(end) ? null : on;
        if (closed != null) {
            steps.add(step(closed, account.ownerId(), end, zone, random));
        }
        if ("stalled".equals(story)) {
            var last = steps.removeLast();
            steps.add(new Step(Instant.from(opened.plusDays(20).atTime(10, 0).atZone(zone)), last.actorId(), last.code(), opened.plusDays(20)));
        }
        List<LineDraft> lines = lines(items, random, "large".equals(story));
        BigDecimal amount = lines.stream().map(LineDraft::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
        boolean lost = "lost".equals(end) || "cancelled".equals(end);
        Long rival = "lost".equals(end) && (story != null || random.nextInt(100) < 60) ? rivals.get(story != null ? 0 : random.nextInt(rivals.size())) : null;
        int what = random.nextInt(WHAT.size());
        String name = story == null ? (account.chinese() ? WHAT : WHAT_ABROAD).get(what) : story.equals("large") ? "集团智能制造总体项目" : story.equals("cut") ? "三厂视觉检测项目"
                : "能源管理二期";
        String note = "cut".equals(story) ? "对手在最后一轮降价 18%，我方未能及时调整报价" : null;
        boolean open = closed == null;
        LocalDate expected = open ? today.plusDays("large".equals(story) ? 9 : "stalled".equals(story) ? -12 : 5 + random.nextInt(120)) : closed;
        return new Past(new OpportunityDraft(null, name, account.id(), account.ownerId(), STAGES.get(end), new Money(amount, "CNY"), lines,
                expected.isBefore(opened) ? opened : expected, opened, closed, SOURCES.get(random.nextInt(SOURCES.size())),
                open ? (account.chinese() ? NEXT : NEXT_ABROAD).get(random.nextInt(4)) : null, open ? today.plusDays(random.nextInt(14)) : null,
                lost ? "cut".equals(story) ? "price" : "cancelled".equals(end) ? random.nextInt(2) == 0 ? "budget" : "postponed" : REASONS.get(random.nextInt(REASONS.size())) : null,
                rival, note, rival == null ? random.nextInt(100) < 25 ? Set.of(rivals.get(random.nextInt(rivals.size()))) : Set.of() : Set.of(rival), Set.of(), 0),
                account.unitId(), steps);
    }

    private static Step step(LocalDate on, long actor, String code, ZoneId zone, SplittableRandom random) {
        return new Step(Instant.from(on.atTime(9, 0).plusMinutes(random.nextInt(500)).atZone(zone)), actor, code, on);
    }

    private static List<LineDraft> lines(List<Long> items, SplittableRandom random, boolean large) {
        List<LineDraft> lines = new ArrayList<>();
        for (int i = 0, number = large ? 4 : 1 + random.nextInt(3); i < number; i++) {
            int item = (random.nextInt(ITEMS.size()) + i) % ITEMS.size();
            int quantity = ITEMS.get(item).yuan() > 100_000 ? 1 + random.nextInt(large ? 20 : 4) : 1 + random.nextInt(large ? 60 : 20);
            lines.add(new LineDraft(items.get(item), BigDecimal.valueOf(quantity), BigDecimal.valueOf(ITEMS.get(item).yuan()), BigDecimal.valueOf(random.nextInt(5) * 3L)));
        }
        return lines;
    }
}
