package app.mainstay.account.contact;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Somebody at an account, and what we know about working with them. Stays with the account for good, also after leaving it. */
@Entity
@Table(name = "account_contact")
@Audited
class Contact extends BaseEntity {

    @Column(name = "account_id")
    private long accountId;

    private String name;

    @Column(name = "name_sort")
    private String nameSort;

    @Column(name = "name_initials")
    private String nameInitials;

    private @Nullable String title;

    private @Nullable String department;

    @Column(name = "decision_role")
    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private @Nullable DecisionRole decisionRole;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private @Nullable Attitude attitude;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private @Nullable Influence influence;

    @Column(name = "reports_to_id")
    private @Nullable Long reportsToId;

    private @Nullable String email;

    private @Nullable String phone;

    private @Nullable String mobile;

    private @Nullable String wechat;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private @Nullable PreferredChannel channel;

    private @Nullable String times;

    private @Nullable String language;

    private @Nullable LocalDate birthday;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Consent consent = Consent.UNKNOWN;

    @Column(name = "consent_on")
    private @Nullable LocalDate consentOn;

    @Column(name = "do_not_contact")
    private boolean doNotContact;

    @Column(name = "last_met_on")
    private @Nullable LocalDate lastMetOn;

    @Column(name = "left_on")
    private @Nullable LocalDate leftOn;

    @Column(name = "successor_id")
    private @Nullable Long successorId;

    private @Nullable String about;

    @Column(name = "created_at")
    @NotAudited
    private Instant createdAt;

    @Column(name = "updated_at")
    @NotAudited
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Contact() {
    }

    @SuppressWarnings("NullAway.Init")
    Contact(ContactDraft draft, Instant now) {
        super(draft.id() == null ? Ids.next() : draft.id());
        accountId = draft.accountId();
        createdAt = now;
        write(draft, now);
    }

    /** Takes everything over but the account; false when nothing was different. */
    boolean change(ContactDraft draft, Instant now) {
        if (draft().equals(draft)) {
            return false;
        }
        write(draft, now);
        return true;
    }

    private void write(ContactDraft draft, Instant now) {
        name = draft.name();
        nameSort = Names.sortKey(name, 300);
        nameInitials = Names.initials(name, 60);
        title = draft.title();
        department = draft.department();
        decisionRole = draft.decisionRole();
        attitude = draft.attitude();
        influence = draft.influence();
        reportsToId = draft.reportsToId();
        email = draft.email();
        phone = draft.phone();
        mobile = draft.mobile();
        wechat = draft.wechat();
        channel = draft.channel();
        times = draft.times();
        language = draft.language();
        birthday = draft.birthday();
        consent = draft.consent();
        consentOn = draft.consentOn();
        doNotContact = draft.doNotContact();
        lastMetOn = draft.lastMetOn();
        leftOn = draft.leftOn();
        successorId = draft.successorId();
        about = draft.about();
        updatedAt = now;
    }

    void reportTo(long bossId, Instant now) {
        reportsToId = bossId;
        updatedAt = now;
    }

    /** An earlier day than the one known changes nothing; false then. */
    boolean met(LocalDate on, Instant now) {
        if (lastMetOn != null && !on.isAfter(lastMetOn)) {
            return false;
        }
        lastMetOn = on;
        updatedAt = now;
        return true;
    }

    ContactDraft draft() {
        return new ContactDraft(id(), accountId, name, title, department, decisionRole, attitude, influence, reportsToId, email, phone, mobile,
                wechat, channel, times, language, birthday, consent, consentOn, doNotContact, lastMetOn, leftOn, successorId, about, version());
    }

    long accountId() {
        return accountId;
    }

    boolean reportsTo(long bossId) {
        return Objects.equals(reportsToId, bossId);
    }
}
