package app.mainstay.audit;

import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Rows of one kind in a revision. */
@Embeddable
class RevisionChange {

    private long id;

    private String thing;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private AuditAct act;

    @Column(name = "row_count")
    private long rows;

    @Column(name = "row_id")
    private @Nullable Long rowId;

    @SuppressWarnings("NullAway.Init")
    protected RevisionChange() {
    }

    RevisionChange(String thing, AuditAct act, long rowId) {
        id = Ids.next();
        this.thing = thing;
        this.act = act;
        this.rowId = rowId;
        rows = 1;
    }

    boolean is(String otherThing, AuditAct otherAct) {
        return thing.equals(otherThing) && act == otherAct;
    }

    void oneMore() {
        rows++;
        rowId = null;
    }
}
