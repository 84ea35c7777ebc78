package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Menus;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.coverage.HandoverDetails;
import app.mainstay.coverage.HandoverDetails.Item;
import app.mainstay.coverage.HandoverDetails.Line;
import app.mainstay.coverage.HandoverDetails.Person;
import app.mainstay.coverage.HandoverDetails.Signature;
import app.mainstay.coverage.HandoverSide;
import app.mainstay.coverage.HandoverState;
import app.mainstay.coverage.Handovers;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableBody;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeader;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.markdown.Markdown;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** The document of a handover: who gives what to whom, everything open, the words of both and their signatures. It prints as it stands. */
@Route(CoverageNavigation.HANDOVERS + "/:id([0-9A-Za-z]{13})")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class HandoverView extends Page implements BeforeEnterObserver {

    private static final int LINES = 100;
    private static final int WORDS = 4_000;

    private final transient CoverageServices services;
    private final Div document = new Div();
    private long id;
    /** Whose words are being written. */
    private @Nullable HandoverSide writing;
    private boolean allAccounts;

    public HandoverView(CoverageServices services) {
        super("");
        this.services = services;
        var back = new Anchor(CoverageNavigation.HANDOVERS, Icons.BACK.create(), new Span(tr("handover.list")));
        var trail = new Div(back);
        trail.addClassName("record-trail");
        above(trail);
        document.addClassName("document");
        body.add(document);
        Live.rows(this, services.changes(), Handovers.CHANGED, changed -> changed == id && services.handovers().sees(changed), changed -> {
            // Whoever is writing goes on; the service tells them what changed when they save.
            if (writing == null) {
                show();
            }
        });
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        id = event.getRouteParameters().get("id").flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        writing = null;
        show();
    }

    private void show() {
        var handover = services.handovers().get(id);
        title(tr("handover.title", handover.giver().name(), handover.taker().name()));
        var state = new Span(tr(handover.state().labelKey()));
        state.addClassNames(HandoversView.className(handover.state(), !handover.failures().isEmpty()).split(" "));
        facts(state, fact(tr("handover.effectiveOn"), Formats.date(handover.effectiveOn(), getLocale())), fact(tr("handover.responsible"), handover.responsibleName()));
        showActions(handover);
        document.removeAll();
        showNotices(handover);
        showParties(handover);
        showAccounts(handover);
        handover.parts().forEach(this::showPart);
        showWords(handover, HandoverSide.GIVER, handover.giver(), handover.giverWords(), handover.may().writeAsGiver());
        showWords(handover, HandoverSide.TAKER, handover.taker(), handover.takerWords(), handover.may().writeAsTaker());
        showSignatures(handover);
    }

    // ---- head ----

    private void showActions(HandoverDetails handover) {
        var may = handover.may();
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.TERTIARY);
        var items = menu.addItem(Icons.MORE.create()).getSubMenu();
        Menus.name(menu, tr("base.more"));
        items.addItem(tr("handover.print"), click -> getUI().ifPresent(ui -> ui.getPage().executeJs("window.print()")));
        if (may.edit()) {
            items.addItem(tr("base.edit"), click -> getUI().ifPresent(ui -> ui.navigate(CoverageNavigation.editHandover(id))));
        }
        if (may.signForGiver()) {
            items.addItem(tr("handover.signFor", handover.giver().name()), click -> signFor(handover, HandoverSide.GIVER, handover.giver()));
        }
        if (may.signForTaker()) {
            items.addItem(tr("handover.signFor", handover.taker().name()), click -> signFor(handover, HandoverSide.TAKER, handover.taker()));
        }
        if (may.cancel()) {
            items.addItem(tr("handover.cancel"), click -> cancel(handover));
        }
        List<Component> actions = new ArrayList<>(List.of(menu));
        if (may.retry()) {
            actions.add(primary("handover.retry", () -> act(() -> services.handovers().retry(id, handover.version()), "handover.retried")));
        } else if (may.open()) {
            actions.add(primary("handover.open", () -> act(() -> services.handovers().open(id, handover.version()), "handover.opened")));
        } else if (may.signAsGiver() || may.signAsTaker()) {
            var side = may.signAsGiver() ? HandoverSide.GIVER : HandoverSide.TAKER;
            actions.add(primary("handover.sign", () -> sign(handover, side, null)));
        }
        actions(actions.toArray(Component[]::new));
    }

    private static Button primary(String labelKey, Runnable action) {
        var button = new Button(tr(labelKey), click -> action.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    private void act(Runnable act, String doneKey) {
        try {
            act.run();
            Notices.done(tr(doneKey));
        } catch (RefusedException | ConflictException | OptimisticLockingFailureException refused) {
            Notices.failed(Unexpected.sentence(refused));
        }
        show();
    }

    private void sign(HandoverDetails handover, HandoverSide side, @Nullable String reason) {
        act(() -> services.handovers().sign(id, side, handover.edition(), reason), "handover.signed.done");
    }

    private void signFor(HandoverDetails handover, HandoverSide side, Person person) {
        new ReasonDialog(tr("handover.signFor.title", person.name()), tr("handover.signFor.text", person.name()), tr("handover.sign"), reason -> {
            services.handovers().sign(id, side, handover.edition(), reason);
            show();
        }).open();
    }

    private void cancel(HandoverDetails handover) {
        new ReasonDialog(tr("handover.cancel"), tr("handover.cancel.text"), tr("handover.cancel.do"), reason -> {
            services.handovers().cancel(id, handover.version(), reason);
            show();
        }).open();
    }

    // ---- document ----

    private void showNotices(HandoverDetails handover) {
        handover.failures().forEach(problem -> document.add(notice(tr("handover.failed", tr(problem)), true)));
        var ended = handover.ended();
        if (ended != null) {
            String when = Formats.dateTime(ended.at(), services.settings().zone(), getLocale());
            String by = Objects.requireNonNullElse(ended.byName(), tr("timeline.system"));
            document.add(notice(handover.state() == HandoverState.DONE ? tr("handover.done", when)
                    : tr("handover.cancelled", when, by, Objects.requireNonNullElse(ended.reason(), "")), false));
        } else if (handover.state() == HandoverState.DRAFT) {
            document.add(notice(tr("handover.draft.help"), false));
        }
    }

    private static Div notice(String sentence, boolean danger) {
        var notice = new Div(new Span(sentence));
        notice.addClassNames("document-notice");
        notice.setClassName("danger", danger);
        return notice;
    }

    private void showParties(HandoverDetails handover) {
        var list = new DescriptionList();
        list.addClassName("document-facts");
        row(list, "handover.giver", person(handover.giver()));
        row(list, "handover.takerId", person(handover.taker()));
        row(list, "handover.scope", tr(handover.portfolio() ? "handover.scope.all" : "handover.scope.some"));
        row(list, "handover.reason", handover.reason());
        row(list, "coverage.overReason", handover.overReason());
        row(list, "handover.createdAt", Formats.date(handover.createdAt(), services.settings().zone(), getLocale()));
        document.add(list);
    }

    private static String person(Person person) {
        return person.name() + " · " + person.unitName() + (person.active() ? "" : " · " + tr("coverage.inactive"));
    }

    private static void row(DescriptionList list, String labelKey, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            list.add(new DescriptionList.Term(tr(labelKey)), new DescriptionList.Description(value));
        }
    }

    private void showAccounts(HandoverDetails handover) {
        var zone = services.settings().zone();
        document.add(new H2(tr("handover.accounts.count", handover.accounts().size() + handover.unseen())));
        if (handover.accounts().isEmpty()) {
            document.add(new Empty(tr("handover.accounts.none")));
            return;
        }
        var head = new NativeTableRow(new NativeTableHeaderCell(tr("coverage.account")), new NativeTableHeaderCell(tr("account.tier")),
                new NativeTableHeaderCell(tr("account.lastContact")), new NativeTableHeaderCell(tr("account.nextMeeting")));
        var rows = new NativeTableBody();
        handover.accounts().stream().limit(allAccounts ? handover.accounts().size() : LINES).forEach(line -> rows.add(new NativeTableRow(new NativeTableCell(name(line)),
                new NativeTableCell(line.tier() == null ? tr("account.noTier") : tr(line.tier().labelKey())),
                new NativeTableCell(line.lastContactAt() == null ? tr("handover.never") : Formats.date(line.lastContactAt(), zone, getLocale())),
                new NativeTableCell(line.nextMeetingAt() == null ? tr("handover.none") : Formats.date(line.nextMeetingAt(), zone, getLocale())))));
        var table = new NativeTable(new NativeTableHeader(head), rows);
        table.addClassNames("bulk-lines", "document-lines");
        document.add(table);
        if (!allAccounts && handover.accounts().size() > LINES) {
            var all = new Button(tr("handover.accounts.all", handover.accounts().size()), click -> {
                allAccounts = true;
                show();
            });
            all.addThemeVariants(ButtonVariant.TERTIARY);
            document.add(all);
        }
        if (handover.unseen() > 0) {
            document.add(secondary(tr("handover.accounts.unseen", handover.unseen())));
        }
    }

    private static Component name(Line line) {
        var name = new Div(line.linked() ? link(line.accountId(), line.name()) : new Span(line.name()));
        if (line.archived()) {
            name.add(secondary(tr("account.archived")));
        }
        if (Boolean.FALSE.equals(line.moved())) {
            name.add(secondary(tr("handover.notMoved")));
        }
        return name;
    }

    private static Anchor link(long accountId, String name) {
        var link = new Anchor(AccountNavigation.account(accountId), name);
        link.addClassName("row-link");
        return link;
    }

    private void showPart(HandoverDetails.Part part) {
        document.add(new H2(tr("handover.part." + part.id())));
        var list = new UnorderedList();
        list.addClassName("document-items");
        part.items().forEach(item -> list.add(item(item)));
        document.add(list);
    }

    private ListItem item(Item item) {
        Object[] values = item.parameters().entrySet().stream().map(entry -> (Object) text(entry.getKey(), entry.getValue())).toArray();
        var line = new ListItem(new Span(tr(item.textKey(), values)));
        if (item.accountName() != null) {
            line.add(secondary(item.accountName()));
        }
        return line;
    }

    /** As {@link Item} says how values are written. */
    private String text(String name, String value) {
        if (value.startsWith("enum.")) {
            return tr(value);
        }
        try {
            return name.endsWith("On") ? Formats.date(LocalDate.parse(value), getLocale())
                    : name.endsWith("At") ? Formats.dateTime(Instant.parse(value), services.settings().zone(), getLocale())
                    : Formats.written(value, getLocale());
        } catch (DateTimeParseException asItIs) {
            return value;
        }
    }

    // ---- words ----

    private void showWords(HandoverDetails handover, HandoverSide side, Person person, @Nullable String words, boolean may) {
        boolean editing = writing == side;
        if (words == null && !may) {
            return;
        }
        var head = new Div(new H2(tr(side == HandoverSide.GIVER ? "handover.words.giver" : "handover.words.taker", person.name())));
        head.addClassName("section-head");
        if (may && !editing) {
            var edit = new Button(tr(words == null ? "handover.words.write" : "base.edit"), Icons.EDIT.create(), click -> {
                writing = side;
                show();
            });
            edit.addThemeVariants(ButtonVariant.SMALL);
            edit.setAriaLabel(tr("handover.words.write.of", person.name()));
            head.add(edit);
        }
        document.add(head);
        if (editing) {
            document.add(editor(handover, side, words));
        } else if (words != null) {
            var text = new Markdown(words);
            text.addClassName("document-words");
            document.add(text);
        } else {
            document.add(secondary(tr("handover.words.none")));
        }
    }

    private Component editor(HandoverDetails handover, HandoverSide side, @Nullable String words) {
        var area = new TextArea();
        area.setAriaLabel(tr("handover.words"));
        area.setValue(Objects.requireNonNullElse(words, ""));
        area.setMinRows(5);
        area.setMaxLength(WORDS);
        area.setWidthFull();
        area.setHelperText(tr(handover.giverSigned() == null && handover.takerSigned() == null ? "handover.words.help" : "handover.words.voids"));
        var save = new Button(tr("base.save"), click -> {
            try {
                services.handovers().words(id, side, handover.edition(), area.getValue());
                writing = null;
                show();
            } catch (RefusedException refused) {
                area.setErrorMessage(Unexpected.sentence(refused));
                area.setInvalid(true);
            }
        });
        save.addThemeVariants(ButtonVariant.PRIMARY);
        var cancel = new Button(tr("base.cancel"), click -> {
            writing = null;
            show();
        });
        var buttons = new Div(save, cancel);
        buttons.addClassName("buttons");
        area.focus();
        var editor = new Div(area, buttons);
        editor.addClassName("document-editor");
        return editor;
    }

    // ---- signatures ----

    private void showSignatures(HandoverDetails handover) {
        document.add(new H2(tr("handover.signatures")));
        var both = new Div(signature("handover.giver", handover.giver(), handover.giverSigned()), signature("handover.takerId", handover.taker(), handover.takerSigned()));
        both.addClassName("signatures");
        document.add(both);
    }

    private Div signature(String roleKey, Person person, @Nullable Signature signature) {
        var field = new Div(new H3(tr(roleKey) + " · " + person.name()));
        field.addClassName("signature");
        if (signature == null) {
            var waiting = new Span(tr("handover.notSigned"));
            waiting.addClassNames("status", "sign-none");
            field.add(waiting);
            return field;
        }
        var signed = new Span(tr("handover.signed", Formats.dateTime(signature.at(), services.settings().zone(), getLocale())));
        signed.addClassNames("status", "sign-on");
        field.add(signed);
        if (signature.reason() != null) {
            field.add(secondary(tr("handover.signed.for", signature.byName(), signature.reason())));
        }
        return field;
    }

    private static Paragraph secondary(String text) {
        var paragraph = new Paragraph(text);
        paragraph.addClassName("secondary");
        return paragraph;
    }
}
