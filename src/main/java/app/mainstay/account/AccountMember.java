package app.mainstay.account;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.type.SqlTypes;

/** A place in an account's team. */
@Entity
@Table(name = "account_member")
@Audited
class AccountMember extends BaseEntity {

    @Column(name = "account_id")
    private long accountId;

    @Column(name = "user_id")
    private long userId;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private TeamRole role;

    private Instant since;

    @SuppressWarnings("NullAway.Init")
    protected AccountMember() {
    }

    AccountMember(long accountId, long userId, TeamRole role, Instant since) {
        super(Ids.next());
        this.accountId = accountId;
        this.userId = userId;
        this.role = role;
        this.since = since;
    }

    void give(long toUserId, Instant now) {
        userId = toUserId;
        since = now;
    }

    long accountId() {
        return accountId;
    }

    long userId() {
        return userId;
    }

    TeamRole role() {
        return role;
    }
}
