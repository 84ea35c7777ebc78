package app.mainstay.notification;

import static org.assertj.core.api.Assertions.assertThat;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.security.Viewer;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import app.mainstay.task.TaskDraft;
import app.mainstay.task.TaskKind;
import app.mainstay.task.Tasks;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DatabaseTest
class TaskOccasionsTest {

    @Autowired
    Tasks tasks;
    @Autowired
    Notifications notifications;
    @Autowired
    Fixtures fixtures;

    @Autowired
    SettingsService settings;
    @Autowired
    TaskReminder reminder;

    private Fixtures.Company company;

    @BeforeEach
    void company() {
        company = fixtures.company();
    }

    private List<NotificationRow> told(Viewer who) {
        return fixtures.as(who, () -> notifications.page(NotificationFilter.ALL, new Slice<>(0, 100, List.of(new Slice.Order<>(NotificationSort.TIME, false)))));
    }

    private long give(Viewer by, Viewer to, @Nullable LocalDate due) {
        return fixtures.as(by, () -> tasks.save(new TaskDraft(null, "Send the offer", TaskKind.ACTION, to.id(), due, null, null, 0)));
    }

    @Test
    void whoIsGivenATaskIsToldAndWhoGivesItToThemselvesIsNot() {
        long id = give(company.member(), company.stranger(), LocalDate.of(2026, 12, 1));
        give(company.member(), company.member(), null);
        assertThat(told(company.member())).isEmpty();
        assertThat(told(company.stranger())).singleElement().satisfies(row -> {
            assertThat(row.said().in(Locale.ENGLISH)).isEqualTo("Member gave you a task, due on 1 Dec 2026: Send the offer");
            assertThat(row.path()).isEqualTo("tasks/" + Ids.text(id));
        });
    }

    @Test
    void whatIsDueIsToldOnceADayHoweverOftenItIsLookedFor() {
        var today = settings.today();
        give(company.member(), company.member(), today);
        give(company.member(), company.member(), today.minusDays(3));
        give(company.member(), company.member(), today.plusDays(1));
        reminder.remind(today, told -> { });
        assertThat(reminder.remind(today, told -> { })).isEqualTo(1);
        assertThat(told(company.member())).singleElement().satisfies(row -> {
            assertThat(row.said().in(Locale.ENGLISH)).isEqualTo("One task is due today, one is overdue.");
            assertThat(row.said().in(Locale.SIMPLIFIED_CHINESE)).isEqualTo("今天有 1 条待办到期，另有 1 条逾期。");
        });
        reminder.remind(today.plusDays(1), told -> { });
        assertThat(told(company.member())).extracting(row -> row.said().in(Locale.ENGLISH)).contains("One task is due today, 2 are overdue.");
    }
}
