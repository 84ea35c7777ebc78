package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.security.signin.SessionRow;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where somebody is signed in, a line each: browser and system, address, since when, when last seen. */
public final class SessionRows extends UnorderedList {

    /** @param act what can be done about a session; null for nothing */
    public SessionRows(List<SessionRow> sessions, ZoneId zone, Function<SessionRow, @Nullable Component> act) {
        addClassName("session-rows");
        for (var session : sessions) {
            var name = new Span(device(session));
            name.addClassName("session-device");
            var head = new Div(name);
            head.addClassName("session-head");
            if (session.current()) {
                head.add(mark("session.current"));
            }
            if (session.remembered()) {
                head.add(mark("session.remembered"));
            }
            var text = new Span(tr("session.facts", Objects.requireNonNullElse(session.address(), ""),
                    Formats.dateTime(session.startedAt(), zone, getLocale()), Formats.dateTime(session.seenAt(), zone, getLocale())));
            text.addClassName("secondary");
            var words = new Div(head, text);
            words.addClassName("session-words");
            var item = new ListItem(words);
            var button = act.apply(session);
            if (button != null) {
                item.add(button);
            }
            add(item);
        }
    }

    public static String device(SessionRow session) {
        return Objects.requireNonNullElseGet(session.device(), () -> tr("session.unknownDevice"));
    }

    private static Span mark(String key) {
        var mark = new Span(tr(key));
        mark.addClassName("session-mark");
        return mark;
    }
}
