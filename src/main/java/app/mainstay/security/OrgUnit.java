package app.mainstay.security;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.envers.Audited;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "security_unit")
@Audited
class OrgUnit extends BaseEntity {

    private String name;

    @Column(name = "name_key")
    private String nameKey;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    @SuppressWarnings("NullAway.Init")
    protected OrgUnit() {
    }

    OrgUnit(String name, @Nullable Long parentId) {
        super(Ids.next());
        change(name, parentId);
    }

    final void change(String name, @Nullable Long parentId) {
        this.name = Names.clean(name);
        this.nameKey = Names.key(name);
        this.parentId = parentId;
    }

    UnitDraft draft() {
        return new UnitDraft(id(), name, parentId, version());
    }
}
