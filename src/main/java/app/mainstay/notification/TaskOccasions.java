package app.mainstay.notification;

import app.mainstay.shared.Ids;
import app.mainstay.task.Tasks;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** What people are told of tasks that somebody else gave them. */
@Component
class TaskOccasions {

    private final Teller teller;

    TaskOccasions(Teller teller) {
        this.teller = teller;
    }

    @ApplicationModuleListener
    void on(Tasks.Given event) {
        // Given away and back again, it is told again.
        String source = Ids.text(event.taskId()) + " " + event.at();
        if (event.dueOn() == null) {
            teller.tell(event.toUserId(), "notification.taskGiven", source, "tasks/" + Ids.text(event.taskId()), event.byName(), event.title());
        } else {
            teller.tell(event.toUserId(), "notification.taskGivenDue", source, "tasks/" + Ids.text(event.taskId()), event.byName(), event.title(), event.dueOn());
        }
    }
}
