package app.mainstay.account.ui.contact;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountService;
import app.mainstay.account.contact.Contacts;
import app.mainstay.account.contact.RelationshipMap;
import app.mainstay.account.contact.RelationshipMap.Node;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Live;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * The account's people as an organisation chart: who reports to whom by lines, attitude by mark and edge, influence by bars. Drawn as nested
 * lists, so that a screen reader reads it and a tablet shows it without scrolling sideways.
 */
@Component
class RelationshipTab implements AccountTab {

    private final Contacts contacts;
    private final AccountService accounts;
    private final Changes changes;

    RelationshipTab(Contacts contacts, AccountService accounts, Changes changes) {
        this.contacts = contacts;
        this.accounts = accounts;
        this.changes = changes;
    }

    @Override
    public String titleKey() {
        return "contact.map";
    }

    @Override
    public String name() {
        return "map";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        var content = new Div();
        content.addClassName("relationship");
        draw(content, account.id());
        Live.rows(content, changes, AccountService.CHANGED, id -> id == account.id() && accounts.sees(id), id -> draw(content, account.id()));
        return content;
    }

    private void draw(Div content, long accountId) {
        var map = contacts.map(accountId);
        content.removeAll();
        if (map.people() == 0) {
            content.add(new Empty(tr("contact.map.empty")));
            return;
        }
        var print = new Button(tr("contact.map.print"), click -> UI.getCurrent().getPage().executeJs("window.print()"));
        print.addThemeVariants(ButtonVariant.SMALL, ButtonVariant.TERTIARY);
        var head = new Div(legend(), print);
        head.addClassName("relationship-head");
        content.add(head);
        worries(map).forEach(sentence -> {
            var worry = new Div(Icons.WARNING.create(), new Span(sentence));
            worry.addClassName("relationship-worry");
            content.add(worry);
        });
        var tree = list(map.roots(), accountId);
        tree.addClassName("relationship-tree");
        content.add(tree);
    }

    private static List<String> worries(RelationshipMap map) {
        List<String> worries = new ArrayList<>();
        if (map.hangsOn() != null) {
            worries.add(tr("contact.map.hangsOn", map.hangsOn()));
        }
        if (map.noDecider()) {
            worries.add(tr("contact.map.noDecider"));
        }
        if (map.notMet() > 0) {
            worries.add(tr("contact.map.notMet", map.notMet(), map.people()));
        }
        if (map.more()) {
            worries.add(tr("contact.map.more", map.people()));
        }
        return worries;
    }

    private static Div legend() {
        var legend = new Div();
        legend.addClassName("relationship-legend");
        for (var attitude : app.mainstay.account.contact.Attitude.values()) {
            var entry = new Span(tr(attitude.labelKey()));
            entry.addClassNames(Marks.className(attitude).split(" "));
            legend.add(entry);
        }
        return legend;
    }

    private static UnorderedList list(List<Node> nodes, long accountId) {
        var list = new UnorderedList();
        for (var node : nodes) {
            var item = new ListItem(card(node, accountId));
            if (!node.below().isEmpty()) {
                item.add(list(node.below(), accountId));
            }
            list.add(item);
        }
        return list;
    }

    private static Div card(Node node, long accountId) {
        Locale locale = UI.getCurrent().getLocale();
        var name = new Anchor(ContactNavigation.contact(accountId, node.id()), node.name());
        var head = new Div(name);
        head.addClassName("person-name");
        if (node.influence() != null) {
            head.add(bars(node));
        }
        var card = new Div(head);
        card.addClassNames("person", "person-" + (node.attitude() == null ? "unknown" : node.attitude().name().toLowerCase(Locale.ROOT)));
        String what = String.join(" · ", Stream.of(node.title(), node.department()).filter(java.util.Objects::nonNull).toList());
        if (!what.isEmpty()) {
            var place = new Div(what);
            place.addClassName("secondary");
            card.add(place);
        }
        var marks = new Div();
        marks.addClassName("person-marks");
        if (node.role() != null) {
            var role = new Span(tr(node.role().labelKey()));
            role.addClassName("chip");
            marks.add(role);
        }
        if (node.attitude() != null) {
            var attitude = new Span(tr(node.attitude().labelKey()));
            attitude.addClassNames(Marks.className(node.attitude()).split(" "));
            marks.add(attitude);
        }
        if (node.doNotContact()) {
            var hands = new Span(tr("contact.doNotContact"));
            hands.addClassNames("chip", "chip-danger");
            marks.add(hands);
        }
        var met = new Span(node.lastMetOn() == null ? tr("contact.map.neverMet") : tr("contact.map.met", Formats.date(node.lastMetOn(), locale)));
        met.addClassName(node.notMet() ? "person-notmet" : "secondary");
        marks.add(met);
        card.add(marks);
        return card;
    }

    /** Three bars, filled as far as the influence reaches. */
    private static Span bars(Node node) {
        var influence = java.util.Objects.requireNonNull(node.influence());
        var bars = new Span();
        bars.addClassNames("influence", "influence-" + influence.name().toLowerCase(Locale.ROOT));
        bars.getElement().setAttribute("role", "img");
        String label = tr("contact.map.influence", tr(influence.labelKey()));
        bars.getElement().setAttribute("aria-label", label);
        bars.getElement().setAttribute("title", label);
        bars.add(new Span(), new Span(), new Span());
        return bars;
    }
}
