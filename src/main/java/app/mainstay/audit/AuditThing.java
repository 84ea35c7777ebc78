package app.mainstay.audit;

import app.mainstay.shared.Coded;

/**
 * The kind of thing that was changed, or the kind of act.
 *
 * @param name the table, or the kind of an entry such as "list.export"
 */
public record AuditThing(String name) implements Coded {

    @Override
    public String labelKey() {
        return name.indexOf('.') < 0 ? "audit.thing." + name : "audit." + name;
    }
}
