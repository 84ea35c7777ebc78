package app.mainstay.notification;

import app.mainstay.jobs.DailyJob;
import app.mainstay.jobs.JobRun;
import app.mainstay.security.SystemWork;
import app.mainstay.settings.SettingsService;
import app.mainstay.settings.WorkingCalendar;
import app.mainstay.task.Tasks;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reminds everybody in the morning of a workday of what is due that day and what is overdue, in one sentence. Told once a day, however often it
 * runs.
 */
@Component
class TaskReminder implements DailyJob<TaskReminder.Nothing> {

    record Nothing() {
    }

    private static final String PATH = "tasks?mine&state=open&due=2000-01-01..";

    private final Tasks tasks;
    private final Teller teller;
    private final SettingsService settings;
    private final WorkingCalendar calendar;
    private final TransactionTemplate transaction;

    TaskReminder(Tasks tasks, Teller teller, SettingsService settings, WorkingCalendar calendar, TransactionTemplate transaction) {
        this.tasks = tasks;
        this.teller = teller;
        this.settings = settings;
        this.calendar = calendar;
        this.transaction = transaction;
    }

    @Override
    public String id() {
        return "task-reminder";
    }

    @Override
    public Class<Nothing> payloadType() {
        return Nothing.class;
    }

    @Override
    public LocalTime at() {
        return LocalTime.of(7, 30);
    }

    @Override
    public Nothing payload() {
        return new Nothing();
    }

    @Override
    public void run(Nothing payload, JobRun run) {
        LocalDate today = settings.today();
        if (!calendar.isWorkday(today, null)) {
            run.say("task.reminder.holiday");
            return;
        }
        run.say("task.reminder.told", remind(today, told -> {
            run.check();
            run.progress(told, 0);
        }));
    }

    /** @param before asked before each person, with how many were told by then */
    long remind(LocalDate today, LongConsumer before) {
        long told = 0;
        for (var due : SystemWork.run(() -> tasks.due(today))) {
            before.accept(told++);
            transaction.executeWithoutResult(status -> teller.tell(due.ownerId(), "notification.tasksDue", today.toString(), PATH + today, due.today(), due.overdue()));
        }
        return told;
    }
}
