package app.mainstay.notification;

import app.mainstay.importing.ImportService;
import app.mainstay.jobs.JobEnded;
import app.mainstay.security.Passwords;
import app.mainstay.security.signin.RememberMe;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Problem;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/**
 * Of what people are told. A kind is one sentence below "notification." in the translation files and one method here. A method may be called again
 * for the same event, so its source names the event and nothing that changes.
 */
@Component
class Occasions {

    private static final String OWN_SECURITY = "security";

    private final Teller teller;

    Occasions(Teller teller) {
        this.teller = teller;
    }

    @ApplicationModuleListener
    void on(JobEnded job) {
        String key = switch (job.state()) {
            case DONE -> "notification.jobDone";
            case CANCELLED -> "notification.jobCancelled";
            default -> "notification.jobFailed";
        };
        teller.tell(job.userId(), key, job.jobId(), job.path(), Problem.of(null, "jobs.kind." + job.kind()), job.sentences());
    }

    @ApplicationModuleListener
    void on(ImportService.Imported done) {
        teller.tell(done.userId(), "notification.imported", done.batchId(), "import?batch=" + Ids.text(done.batchId()), done.fileName(), done.created(), done.changed(), done.rejected());
    }

    @ApplicationModuleListener
    void on(Passwords.SetByOther event) {
        teller.tell(event.userId(), "notification.passwordSet", event.id(), OWN_SECURITY);
    }

    @ApplicationModuleListener
    void on(RememberMe.Theft event) {
        teller.tell(event.userId(), "notification.theft", event.id(), OWN_SECURITY);
    }
}
