package app.mainstay.admin;

import app.mainstay.audit.AuditField;
import app.mainstay.audit.AuditNames;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Sql;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Entries of code lists by their code, which is the same in every language. Settings lie below the audit trail, hence here. */
@Component
class CodeAuditNames implements AuditNames {

    private final CodeLists codes;

    CodeAuditNames(CodeLists codes) {
        this.codes = codes;
    }

    @Override
    public String thing() {
        return "settings_code";
    }

    @Override
    public List<AuditField> fields() {
        return List.of(AuditField.constant("list", "admin.code.list", "enum.CodeList."), AuditField.text("code", "admin.code.code"),
                AuditField.text("label_en", "admin.code.labelEn"), AuditField.text("label_zh", "admin.code.labelZh"),
                AuditField.number("position", "admin.code.position"), AuditField.flag("active", "admin.code.active"),
                AuditField.flag("competitor", "admin.code.competitor"));
    }

    /** Code lists are everybody’s to read. */
    @Override
    public Sql visible(String id) {
        return new Sql();
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        Map<Long, String> names = new HashMap<>();
        Arrays.stream(CodeList.values()).flatMap(list -> codes.entries(list).stream()).forEach(entry -> {
            if (entry.id() != null && ids.contains(entry.id())) {
                names.put(entry.id(), entry.code());
            }
        });
        return names;
    }
}
