package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Changes;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.minutes.Minutes;
import app.mainstay.security.CurrentUser;
import app.mainstay.task.Tasks;
import app.mainstay.task.ui.SourceTasks;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What is to be done after the meeting. */
@Component
class TasksPart implements MeetingPart {

    private final Minutes minutes;
    private final Tasks tasks;
    private final CurrentUser currentUser;
    private final Changes changes;

    TasksPart(Minutes minutes, Tasks tasks, CurrentUser currentUser, Changes changes) {
        this.minutes = minutes;
        this.tasks = tasks;
        this.currentUser = currentUser;
        this.changes = changes;
    }

    @Override
    public String titleKey() {
        return "task.list";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public com.vaadin.flow.component.Component create(MeetingDetails meeting) {
        var origin = minutes.origin(Objects.requireNonNull(meeting.draft().id()));
        return new SourceTasks(origin.source(), origin.accountId(), tr("minutes.noTasks"), tasks, currentUser, changes);
    }
}
