package app.mainstay.security;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "security_user")
@Audited
class AppUser extends BaseEntity {

    private String username;

    @Column(name = "display_name")
    private String displayName;

    @Column(name = "name_sort")
    private String nameSort;

    @Column(name = "name_initials")
    private String nameInitials;

    private @Nullable String email;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Role role;

    @Column(name = "unit_id")
    private long unitId;

    private boolean active = true;

    @SuppressWarnings("NullAway.Init")
    protected AppUser() {
    }

    AppUser(UserDraft draft) {
        super(Ids.next());
        change(draft);
    }

    final void change(UserDraft draft) {
        username = draft.username();
        displayName = draft.displayName();
        nameSort = Names.sortKey(displayName, 200);
        nameInitials = Names.initials(displayName, 40);
        email = draft.email();
        role = draft.role();
        unitId = draft.unitId();
    }

    UserDraft draft() {
        return new UserDraft(id(), username, displayName, email, role, unitId, version());
    }

    boolean active() {
        return active;
    }

    void setActive(boolean active) {
        this.active = active;
    }
}
