package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.meeting.PrepPack;
import app.mainstay.meeting.PrepSection;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;

/** One page before a meeting, as it is printed. */
@Route(MeetingNavigation.MEETING + "/prep")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class PrepView extends Page implements BeforeEnterObserver {

    private static final String DOCUMENT = "files/";

    private final transient PrepPack packs;
    private final Nav trail = new Nav();

    PrepView(PrepPack packs) {
        super(tr("prep.title"));
        this.packs = packs;
        trail.addClassName("record-trail");
        trail.setAriaLabel(tr("prep.back"));
        above(trail);
        body.addClassNames("narrow", "prep");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        long id = event.getRouteParameters().get("id").flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        var pack = packs.get(id, getLocale());
        title(tr("prep.of", pack.meeting().draft().subject()));
        facts(new Span(pack.when()));
        trail.removeAll();
        trail.add(new Anchor(MeetingNavigation.meeting(id), Icons.BACK.create(), new Span(tr("prep.back"))));
        var pdf = new Button(tr("prep.pdf"), Icons.DOWNLOAD.create(), click -> ExchangeActions.download("pdf", id));
        pdf.addThemeVariants(ButtonVariant.PRIMARY);
        actions(pdf);
        body.removeAll();
        var list = new DescriptionList();
        pack.facts().forEach(fact -> {
            var value = new Span(fact.value());
            value.addClassName("prep-text");
            list.add(new DescriptionList.Term(fact.label()), new DescriptionList.Description(value));
        });
        var facts = new Div(list);
        facts.addClassName("facts");
        body.add(facts);
        pack.parts().forEach(part -> body.add(section(part)));
        if (pack.parts().isEmpty()) {
            body.add(new Empty(tr("prep.empty")));
        }
    }

    private static Component section(PrepPack.Part part) {
        var table = new NativeTable();
        table.addClassName("prep-table");
        var head = new NativeTableRow();
        part.columns().forEach(column -> {
            var cell = new NativeTableHeaderCell(tr(column.titleKey()));
            cell.getElement().setAttribute("scope", "col");
            cell.setClassName("number", column.number());
            head.add(cell);
        });
        table.getHead().add(head);
        part.rows().forEach(row -> table.getBody().add(row(part, row)));
        var scroll = new Div(table);
        scroll.addClassName("prep-scroll");
        var section = new Section(new H2(tr(part.titleKey())), scroll);
        section.addClassName("section");
        return section;
    }

    /** Dates and numbers stay in one line. */
    private static boolean isShort(String text) {
        return text.length() <= 12 && !text.isEmpty() && Character.isDigit(text.charAt(0));
    }

    private static Anchor link(String path, String text) {
        var link = new Anchor(path, text);
        if (path.startsWith(DOCUMENT)) {
            // No page of ours, and the one that is read stays.
            link.setRouterIgnore(true);
            link.setTarget("_blank");
        }
        return link;
    }

    private static NativeTableRow row(PrepPack.Part part, PrepSection.Row row) {
        var cells = new NativeTableRow();
        for (int i = 0; i < row.cells().size(); i++) {
            var cell = new NativeTableCell();
            if (i == 0 && row.path() != null) {
                cell.add(link(row.path(), row.cells().get(i)));
            } else {
                cell.setText(row.cells().get(i));
            }
            cell.setClassName("number", part.columns().get(i).number());
            cell.setClassName("unbroken", isShort(row.cells().get(i)));
            cells.add(cell);
        }
        return cells;
    }
}
