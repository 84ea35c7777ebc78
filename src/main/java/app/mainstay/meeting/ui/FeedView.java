package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.mail.MailSetup;
import app.mainstay.security.PrivateFeeds;
import app.mainstay.security.Role;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import org.springframework.web.util.UriComponentsBuilder;

/** One's own calendar in Outlook, Apple, Google or Feishu: its private address is made, renewed and revoked here. */
@Route(FeedView.PATH)
@RolesAllowed({Role.IS_MEMBER, Role.IS_MANAGER, Role.IS_DIRECTOR})
public class FeedView extends Page {

    static final String PATH = "calendar/feed";

    private final transient PrivateFeeds feeds;
    private final transient SettingsService settings;
    /** What the address begins with: as an administrator said, else as this page was asked for. */
    private final String base;
    private final Div content = new Div();

    FeedView(PrivateFeeds feeds, SettingsService settings, MailSetup mail) {
        super(tr("feed.title"));
        this.feeds = feeds;
        this.settings = settings;
        base = mail.address().orElseGet(FeedView::asked);
        body.addClassNames("narrow", "feed");
        var ways = new UnorderedList();
        for (String program : List.of("outlook", "apple", "google", "feishu")) {
            ways.add(new ListItem(tr("feed.way." + program)));
        }
        var how = new Div(new H2(tr("feed.how")), ways);
        how.addClassName("section");
        content.addClassName("section");
        body.add(new Paragraph(tr("feed.help")), content, how);
        show();
    }

    private static String asked() {
        return VaadinRequest.getCurrent() instanceof VaadinServletRequest request ? UriComponentsBuilder.fromUriString(request.getRequestURL().toString())
                .replacePath(request.getContextPath()).replaceQuery(null).build().toUriString() : "";
    }

    private void show() {
        var standing = feeds.mine();
        content.removeAll();
        content.add(new H2(tr("feed.address")));
        if (standing.isEmpty()) {
            var make = new Button(tr("feed.make"), click -> renew());
            make.addThemeVariants(ButtonVariant.PRIMARY);
            content.add(new Paragraph(tr("feed.none")), make);
            return;
        }
        var zone = settings.zone();
        var readAt = standing.get().readAt();
        content.add(new Paragraph(tr("feed.madeOn", Formats.dateTime(standing.get().createdAt(), zone, getLocale())) + " "
                + (readAt == null ? tr("feed.neverRead") : tr("feed.readOn", Formats.dateTime(readAt, zone, getLocale())))), new Paragraph(tr("feed.hidden")), buttons());
    }

    private Component buttons() {
        var renew = new Button(tr("feed.ask.renew"), click -> ask("renew", this::renew));
        var revoke = new Button(tr("feed.ask.revoke"), click -> ask("revoke", () -> {
            feeds.revoke();
            show();
            Notices.done(tr("feed.revoked"));
        }));
        revoke.addThemeVariants(ButtonVariant.ERROR);
        var buttons = new Div(renew, revoke);
        buttons.addClassName("feed-buttons");
        return buttons;
    }

    /** Programs that have the old address stop being told. */
    private void ask(String act, Runnable then) {
        var dialog = new ConfirmDialog();
        dialog.setHeader(tr("feed.ask." + act));
        dialog.setText(tr("feed.warn." + act));
        dialog.setCancelable(true);
        dialog.setCancelText(tr("base.cancel"));
        dialog.setConfirmText(tr("feed.ask." + act));
        dialog.addConfirmListener(confirmed -> then.run());
        dialog.open();
    }

    private void renew() {
        String address = base + "/feed/" + feeds.renew(getLocale()) + ".ics";
        content.removeAll();
        var field = new TextField(tr("feed.address"));
        field.setValue(address);
        field.setReadOnly(true);
        field.addClassName("feed-address");
        var copy = new Button(tr("feed.copy"), Icons.FILE.create());
        copy.addThemeVariants(ButtonVariant.PRIMARY);
        // In the browser's own click, which alone may write to the clipboard; without TLS there is only the old way.
        copy.addAttachListener(attach -> copy.getElement().executeJs("""
                const field = $0;
                this.addEventListener('click', async () => {
                  field.inputElement.select();
                  try { await navigator.clipboard.writeText(field.value); } catch (e) { document.execCommand('copy'); }
                });""", field.getElement()));
        copy.addClickListener(click -> Notices.done(tr("feed.copied")));
        var subscribe = new Anchor();
        // Calendar programs have made this scheme their own.
        subscribe.setUnsafeHref(address.replaceFirst("^https?:", "webcal:"));
        subscribe.setText(tr("feed.subscribe"));
        subscribe.setRouterIgnore(true);
        var line = new Div(copy, subscribe);
        line.addClassName("feed-buttons");
        content.add(new H2(tr("feed.address")), new Paragraph(tr("feed.once")), field, line, buttons());
        field.getElement().executeJs("this.focus()");
    }
}
