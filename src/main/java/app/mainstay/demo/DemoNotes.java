package app.mainstay.demo;

import app.mainstay.account.note.NoteMassWriter;
import app.mainstay.account.note.NoteMassWriter.Written;
import app.mainstay.security.SystemWork;
import app.mainstay.shared.BeforeOpening;
import app.mainstay.shared.Sql;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What representatives wrote down about the demonstration's accounts; of a company for measuring only about the first ones. */
@Component
@Profile("demo")
class DemoNotes extends BeforeOpening {

    private static final int ACCOUNTS = 1_000;

    private record Account(long id, long representative, boolean chinese, Instant createdAt) {
    }

    private static final List<String> CHINESE = List.of(
            "**决策流程**:技术部评估 → 采购部比价 → 总经理办公会。单笔超过 500 万须报集团。",
            "## 拜访要点\n\n- 产线扩建预计明年二季度投产\n- 对交期最敏感，其次才是价格\n- 希望安排一次参观",
            "年度框架协议在十一月启动谈判，*提前两个月*准备成本分析。",
            "对方财务要求月底前收到发票，迟到会顺延一个账期。",
            "竞争对手上月做过演示，客户反馈功能齐全但实施周期长。");
    private static final List<String> ENGLISH = List.of(
            "**Who decides**: engineering evaluates, procurement compares, the board approves above 500k.",
            "## From the last visit\n\n- New line starts in Q2\n- Delivery dates matter more than price\n- Would like to see a reference site",
            "Framework agreement is renegotiated each November; have the cost analysis ready *two months before*.",
            "Invoices have to arrive before the 25th, or they wait for a month.",
            "A competitor gave a demonstration last month. Well received, but the roll-out seemed long to them.");

    private final DemoMarker marker;
    private final NoteMassWriter writer;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoNotes(DemoMarker marker, NoteMassWriter writer, JdbcClient jdbc, Clock clock) {
        super(WORK + 1);
        this.marker = marker;
        this.writer = writer;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    protected void run() {
        if (marker.state() != DemoMarker.State.COMPLETE || jdbc.sql("select 1 from account_note limit 1").query(Integer.class).optional().isPresent()) {
            return;
        }
        var accounts = jdbc.sql("select id, primary_rep_id, name, created_at from account where archived_at is null order by id limit " + ACCOUNTS)
                .query((row, n) -> new Account(row.getLong("id"), row.getLong("primary_rep_id"), row.getString("name").codePoints().anyMatch(Character::isIdeographic),
                        Sql.instant(row.getObject("created_at", LocalDateTime.class)))).list();
        var random = new SplittableRandom(AccountGenerator.SEED * 53);
        List<Written> notes = new ArrayList<>();
        Instant now = clock.instant();
        for (var account : accounts) {
            int count = random.nextInt(4);
            int first = random.nextInt(CHINESE.size());
            for (int i = 0; i < count; i++) {
                Instant at = now.minus(Duration.ofHours(24L * (3 + i * 40L) + random.nextInt(400)));
                notes.add(new Written(account.id(), account.representative(), (account.chinese() ? CHINESE : ENGLISH).get((first + i) % CHINESE.size()),
                        i == 0 && random.nextInt(100) < 30, at.isBefore(account.createdAt()) ? account.createdAt() : at));
            }
        }
        SystemWork.run(() -> {
            writer.write(notes, "demonstration");
            return notes.size();
        });
    }
}
