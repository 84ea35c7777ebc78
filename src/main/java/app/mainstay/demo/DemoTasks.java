package app.mainstay.demo;

import app.mainstay.security.SystemWork;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.BeforeOpening;
import app.mainstay.shared.Sql;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskKind;
import app.mainstay.task.TaskMassWriter;
import app.mainstay.task.TaskMassWriter.Written;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the demonstration's people have to do, some of it overdue; of a company for measuring only for the first accounts. */
@Component
@Profile("demo")
class DemoTasks extends BeforeOpening {

    private static final int ACCOUNTS = 5_000;
    private static final List<TaskKind> KINDS = List.of(TaskKind.ACTION, TaskKind.PROMISE, TaskKind.NEXT_STEP, TaskKind.PROMISE, TaskKind.ACTION, TaskKind.NEXT_STEP);
    private static final List<String> CHINESE = List.of("整理上次会议的技术问题清单", "周五前给出备件交期的书面答复", "约采购总监确认明年预算", "提供同行业两家标杆客户的联系方式",
            "更新联系人名单中的质量部负责人", "准备季度业务回顾的材料");
    private static final List<String> ENGLISH = List.of("List the open technical questions", "Give a written answer on spare part delivery", "Agree next year’s budget with procurement",
            "Name two reference customers of the same trade", "Update who leads quality", "Prepare the quarterly business review");

    private record Account(long id, long owner, long unit, boolean chinese) {
    }

    private final DemoMarker marker;
    private final TaskMassWriter writer;
    private final SettingsService settings;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoTasks(DemoMarker marker, TaskMassWriter writer, SettingsService settings, JdbcClient jdbc, Clock clock) {
        super(WORK + 1);
        this.marker = marker;
        this.writer = writer;
        this.settings = settings;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    protected void run() {
        if (marker.state() != DemoMarker.State.COMPLETE || jdbc.sql("select 1 from task_item limit 1").query(Integer.class).optional().isPresent()) {
            return;
        }
        var accounts = jdbc.sql("select id, primary_rep_id, unit_id, name from account where archived_at is null order by id limit " + ACCOUNTS)
                .query((row, n) -> new Account(row.getLong(1), row.getLong(2), row.getLong(3), row.getString(4).codePoints().anyMatch(Character::isIdeographic))).list();
        var random = new SplittableRandom(AccountGenerator.SEED * 59);
        List<Written> tasks = new ArrayList<>();
        LocalDate today = settings.today();
        Instant now = clock.instant();
        for (var account : accounts) {
            int first = random.nextInt(CHINESE.size());
            for (int i = 0, count = random.nextInt(4); i < count; i++) {
                int which = (first + i) % CHINESE.size();
                int day = random.nextInt(-20, 25);
                int draw = random.nextInt(100);
                boolean open = day >= 0 ? draw < 88 : draw < 12;
                @Nullable LocalDate due = draw % 9 == 0 ? null : today.plusDays(day);
                @Nullable String why = !open && draw % 11 == 0 ? account.chinese() ? "客户已自行解决" : "The customer solved it" : null;
                tasks.add(new Written(new TaskDraft(null, (account.chinese() ? CHINESE : ENGLISH).get(which), KINDS.get(which), account.owner(), due, account.id(), null, 0),
                        account.unit(), account.owner(), now.minus(Duration.ofDays(26 + random.nextInt(10))), open ? null : now.minus(Duration.ofHours(1 + random.nextInt(400))), why));
            }
        }
        SystemWork.run(() -> {
            writer.write(tasks, "demonstration");
            return tasks.size();
        });
    }
}
