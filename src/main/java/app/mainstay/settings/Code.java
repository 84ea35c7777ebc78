package app.mainstay.settings;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "settings_code")
@Audited
class Code extends BaseEntity {

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private CodeList list;

    private String code;

    @Column(name = "label_en")
    private String labelEn;

    @Column(name = "label_zh")
    private String labelZh;

    private int position;

    private boolean active;

    private boolean competitor;

    @SuppressWarnings("NullAway.Init")
    protected Code() {
    }

    Code(CodeEntry entry, int position) {
        super(Ids.next());
        list = entry.list();
        code = entry.code();
        change(entry);
        this.position = position;
    }

    final void change(CodeEntry entry) {
        labelEn = entry.labelEn();
        labelZh = entry.labelZh();
        active = entry.active();
        competitor = entry.competitor();
    }

    void moveTo(int position) {
        this.position = position;
    }

    CodeList list() {
        return list;
    }

    int position() {
        return position;
    }

    CodeEntry entry() {
        return new CodeEntry(id(), list, code, labelEn, labelZh, position, active, competitor, version());
    }
}
