package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountGroup;
import app.mainstay.account.AccountGroup.Member;
import app.mainstay.account.AccountGroups;
import app.mainstay.base.ui.Formats;
import app.mainstay.shared.Money;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.treegrid.TreeGrid;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Parent and subsidiaries as a tree, with what they sum up to. */
@Component
class GroupTab implements AccountTab {

    /** So many rows make the grid as high as they are; more scroll. */
    private static final int IN_FULL = 30;

    private final AccountGroups groups;

    GroupTab(AccountGroups groups) {
        this.groups = groups;
    }

    @Override
    public String titleKey() {
        return "account.group";
    }

    @Override
    public String name() {
        return "group";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public boolean concerns(AccountDetails account) {
        return groups.exists(account.id());
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        return new Content(account.id(), groups.of(account.id()));
    }

    private final class Content extends Div {

        Content(long accountId, AccountGroup group) {
            addClassName("group");
            var total = group.total();
            var figures = new Div();
            figures.addClassName("bulk-figures");
            figure(figures, "account.group.accounts", Formats.number(total.accounts(), getLocale()));
            figure(figures, "account.employees", Formats.number(total.employees(), getLocale()));
            figure(figures, "account.revenue", money(total.revenue()));
            if (total.revenue().size() > 1 || !total.inBase().equals(total.revenue().stream().findFirst())) {
                figure(figures, "account.group.inBase", total.inBase().map(money -> Formats.money(money, getLocale())).orElse(tr("account.group.noRate")));
            }
            add(figures);
            if (group.hidden() > 0) {
                add(note(tr("account.group.hidden", group.hidden())));
            }
            if (group.more()) {
                add(note(tr("account.group.more", AccountGroups.LISTED)));
            }
            add(tree(accountId, group));
        }

        private TreeGrid<Member> tree(long accountId, AccountGroup group) {
            Map<Long, List<Member>> below = group.members().stream().filter(member -> member.parentId() != null)
                    .collect(Collectors.groupingBy(Member::parentId));
            var grid = new TreeGrid<Member>();
            grid.addThemeVariants(GridVariant.NO_BORDER);
            grid.setSelectionMode(Grid.SelectionMode.NONE);
            grid.addComponentHierarchyColumn(member -> {
                var link = new Anchor(AccountNavigation.account(member.id()), member.name());
                link.addClassName("row-link");
                if (member.id() == accountId) {
                    link.getElement().setAttribute("aria-current", "true");
                }
                var about = new Span(member.archived() ? new Span(tr("account.archived")) : new TierBadge(member.tier()), new Span(member.representative()));
                about.addClassNames("secondary", "group-about");
                return new Div(link, about);
            }).setHeader(tr("account.name")).setFlexGrow(1).setWidth("140px").setKey("name");
            grid.addColumn(member -> sum(member.total())).setHeader(tr("account.revenue")).setTextAlign(ColumnTextAlign.END)
                    .setTooltipGenerator(member -> member.total().revenue().isEmpty() ? null : money(member.total().revenue()))
                    .setFlexGrow(0).setWidth("112px").setKey("revenue");
            grid.addColumn(member -> Formats.number(member.total().employees(), getLocale())).setHeader(tr("account.employees"))
                    .setTextAlign(ColumnTextAlign.END).setFlexGrow(0).setWidth("92px").setKey("employees");
            grid.addColumn(member -> Formats.number(member.total().accounts(), getLocale())).setHeader(tr("account.group.accounts"))
                    .setTextAlign(ColumnTextAlign.END).setFlexGrow(0).setWidth("84px").setKey("accounts");
            grid.setItems(List.of(group.members().getFirst()), member -> below.getOrDefault(member.id(), List.of()));
            grid.expand(group.members());
            if (group.members().size() <= IN_FULL) {
                grid.setAllRowsVisible(true);
            } else {
                grid.setHeight("60vh");
            }
            return grid;
        }

        private void figure(Div figures, String labelKey, String value) {
            var number = new Span(value);
            number.addClassName("figure");
            var label = new Span(tr(labelKey));
            label.addClassName("secondary");
            figures.add(new Div(number, label));
        }

        private Paragraph note(String text) {
            var note = new Paragraph(text);
            note.addClassName("secondary");
            return note;
        }

        /** Of several currencies in the base currency, so that rows compare. */
        private String sum(AccountGroup.Figures figures) {
            return figures.revenue().size() > 1 && figures.inBase().isPresent() ? Formats.money(figures.inBase().get(), getLocale()) : money(figures.revenue());
        }

        private String money(List<Money> amounts) {
            return amounts.isEmpty() ? tr("base.none") : amounts.stream().map(money -> Formats.money(money, getLocale())).collect(Collectors.joining(" · "));
        }
    }
}
