package app.mainstay.security.signin;

import app.mainstay.shared.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;

/** The one row of settings for signing in. */
@Entity
@Table(name = "security_settings")
@Audited
class SignInSettings extends BaseEntity {

    static final long ID = 1;

    @Column(name = "idle_minutes")
    private int idleMinutes;

    @Column(name = "session_hours")
    private int sessionHours;

    @Column(name = "remember_days")
    private int rememberDays;

    @Column(name = "log_days")
    private int logDays;

    protected SignInSettings() {
    }

    void change(SignInDraft draft) {
        idleMinutes = draft.idleMinutes();
        sessionHours = draft.sessionHours();
        rememberDays = draft.rememberDays();
        logDays = draft.logDays();
    }

    SignInDraft draft() {
        return new SignInDraft(idleMinutes, sessionHours, rememberDays, logDays, version());
    }
}
