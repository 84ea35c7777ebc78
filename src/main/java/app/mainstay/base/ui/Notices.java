package app.mainstay.base.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.Notification.Position;
import com.vaadin.flow.component.notification.NotificationVariant;

/** What the product says in passing: success is quiet and goes by itself, failure stays until it is read. */
public final class Notices {

    private static final int SHORT = 4_000;

    private Notices() {
    }

    public static void done(String sentence) {
        var notification = new Notification(sentence, SHORT, Position.BOTTOM_START);
        notification.addThemeVariants(NotificationVariant.SUCCESS);
        notification.open();
    }

    /** Success that can be taken back. */
    public static void done(String sentence, Runnable undo) {
        var notification = new Notification();
        notification.setDuration(2 * SHORT);
        notification.setPosition(Position.BOTTOM_START);
        var button = new Button(Translations.tr("base.undo"), click -> {
            notification.close();
            undo.run();
        });
        button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        notification.add(row(sentence, button));
        notification.open();
    }

    public static void failed(String sentence) {
        var notification = new Notification();
        notification.setDuration(0);
        notification.setPosition(Position.TOP_CENTER);
        notification.addThemeVariants(NotificationVariant.ERROR);
        notification.setAssertive(true);
        var close = new Button(Icons.CLOSE.create(), click -> notification.close());
        close.setAriaLabel(Translations.tr("base.close"));
        close.addThemeVariants(ButtonVariant.TERTIARY);
        notification.add(row(sentence, close));
        notification.open();
    }

    private static Div row(String sentence, Button button) {
        var row = new Div(new Span(sentence), button);
        row.addClassName("notice");
        return row;
    }
}
