package app.mainstay.account.contact;

import app.mainstay.account.duplicate.DuplicateKeys;
import app.mainstay.audit.AuditAct;
import app.mainstay.audit.Revisions;
import app.mainstay.security.Role;
import app.mainstay.shared.Names;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.sql.Date;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** New contacts in sets of rows with their history, past Hibernate; tells no story and no open screen. */
@Service
public class ContactMassWriter {

    private static final String FACTS = "account_id, name, name_sort, name_initials, title, department, decision_role, attitude, influence, "
            + "reports_to_id, email, phone, mobile, wechat, channel, times, language, birthday, consent, consent_on, do_not_contact, last_met_on, left_on, "
            + "successor_id, about";
    private static final String MARKS = "?, ".repeat(24) + "?";

    private final JdbcTemplate jdbc;
    private final Revisions revisions;
    private final DuplicateKeys duplicateKeys;
    private final Clock clock;

    ContactMassWriter(JdbcTemplate jdbc, Revisions revisions, DuplicateKeys duplicateKeys, Clock clock) {
        this.jdbc = jdbc;
        this.revisions = revisions;
        this.duplicateKeys = duplicateKeys;
        this.clock = clock;
    }

    /**
     * Writes all of them or none; drafts are taken as they are, what breaks the schema ends it with its exception.
     *
     * @param drafts with the ids that they shall have, bosses before those who report to them
     */
    @RolesAllowed(Role.IS_SYSTEM)
    @Transactional
    public void write(List<ContactDraft> drafts, String reason) {
        if (drafts.isEmpty()) {
            return;
        }
        var now = Sql.utc(clock.instant());
        long revision = revisions.open(null, reason, null);
        jdbc.batchUpdate("insert into account_contact (id, version, created_at, updated_at, " + FACTS + ") values (?, 0, ?, ?, " + MARKS + ")",
                drafts.stream().map(draft -> with(draft, Objects.requireNonNull(draft.id()), now, now)).toList());
        jdbc.batchUpdate("insert into account_contact_aud (id, rev, revtype, " + FACTS + ") values (?, ?, 0, " + MARKS + ")",
                drafts.stream().map(draft -> with(draft, Objects.requireNonNull(draft.id()), revision)).toList());
        revisions.holds(revision, "account_contact", AuditAct.ADDED, drafts.size());
        duplicateKeys.people(drafts.stream().map(ContactDraft::accountId).toList());
    }

    private static @Nullable Object[] with(ContactDraft draft, @Nullable Object... before) {
        @Nullable Object[] facts = {draft.accountId(), draft.name(), Names.sortKey(draft.name(), 300), Names.initials(draft.name(), 60), draft.title(),
                draft.department(), code(draft.decisionRole()), code(draft.attitude()), code(draft.influence()), draft.reportsToId(), draft.email(),
                draft.phone(), draft.mobile(), draft.wechat(), code(draft.channel()), draft.times(), draft.language(), day(draft.birthday()),
                draft.consent().name(), day(draft.consentOn()), draft.doNotContact(), day(draft.lastMetOn()), day(draft.leftOn()), draft.successorId(),
                draft.about()};
        var row = new @Nullable Object[before.length + facts.length];
        System.arraycopy(before, 0, row, 0, before.length);
        System.arraycopy(facts, 0, row, before.length, facts.length);
        return row;
    }

    private static @Nullable String code(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    private static @Nullable Date day(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }
}
