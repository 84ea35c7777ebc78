package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Page;
import app.mainstay.sales.StageRow;
import app.mainstay.sales.Stages;
import app.mainstay.security.CurrentUser;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import java.util.stream.Collectors;

/** The way of a deal, stage by stage, as directors keep it. */
@Route(SalesNavigation.STAGES)
@RolesAllowed("DIRECTOR")
public class StagesView extends Page {

    private final transient Stages stages;
    private final Grid<StageRow> grid = new Grid<>();

    public StagesView(Stages stages, CurrentUser currentUser) {
        super(tr("sales.opportunities"));
        this.stages = stages;
        addComponentAtIndex(1, new SalesTabs(StagesView.class, currentUser));
        var create = new Button(tr("sales.stage.new"), Icons.ADD.create(), click -> getUI().ifPresent(ui -> ui.navigate(SalesNavigation.NEW_STAGE)));
        create.addThemeVariants(ButtonVariant.PRIMARY);
        actions(create);
        grid.addThemeVariants(GridVariant.NO_BORDER, GridVariant.WRAP_CELL_CONTENT);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addComponentColumn(this::name).setHeader(tr("sales.stageId")).setFlexGrow(2).setWidth("110px").setFrozen(true);
        grid.addComponentColumn(this::arrows).setHeader(tr("sales.stage.order")).setFlexGrow(0).setWidth("116px");
        grid.addColumn(row -> tr("enum.ForecastCategory." + row.category().name())).setHeader(tr("sales.audit.category")).setFlexGrow(0).setWidth("110px");
        grid.addColumn(row -> row.probability() + " %").setHeader(tr("sales.stage.probability")).setTextAlign(ColumnTextAlign.END).setFlexGrow(0).setWidth("96px");
        grid.addColumn(row -> row.normDays() == null ? "–" : tr("sales.days", row.normDays())).setHeader(tr("sales.stage.norm")).setTextAlign(ColumnTextAlign.END)
                .setFlexGrow(0).setWidth("92px");
        grid.addColumn(row -> row.demands().stream().sorted().map(demand -> tr("enum.Demand." + demand.name())).collect(Collectors.joining(tr("sales.stage.and"))))
                .setHeader(tr("sales.audit.demands")).setFlexGrow(3).setWidth("140px");
        var about = new Paragraph(tr("sales.stage.about"));
        about.addClassName("secondary");
        var holder = new Div(about, grid);
        holder.addClassName("stages");
        body.addClassName("below-tabs");
        body.add(holder);
        show();
    }

    @Override
    public String getPageTitle() {
        return tr("sales.stages") + " · " + super.getPageTitle();
    }

    private void show() {
        grid.setItems(stages.all());
    }

    private Component name(StageRow row) {
        var link = new Anchor(SalesNavigation.stage(Objects.requireNonNull(row.id())), row.label(getLocale()));
        link.addClassName("row-link");
        if (row.active()) {
            return link;
        }
        var retired = new Span(tr("sales.stage.retired"));
        retired.addClassNames("status", "sign-off");
        var cell = new Div(link, retired);
        cell.addClassName("stage-name");
        return cell;
    }

    /** Closing stages stand last, in their own order. */
    private Component arrows(StageRow row) {
        var arrows = new Div();
        arrows.addClassName("stage-arrows");
        if (row.isOpen()) {
            var open = stages.all().stream().filter(StageRow::isOpen).toList();
            arrows.add(arrow(row, true, Objects.equals(open.getFirst().id(), row.id())), arrow(row, false, Objects.equals(open.getLast().id(), row.id())));
        }
        return arrows;
    }

    private Button arrow(StageRow row, boolean up, boolean atEnd) {
        String name = tr(up ? "sales.stage.up" : "sales.stage.down", row.label(getLocale()));
        var arrow = new Button(Icons.DOWN.create(), click -> {
            stages.move(Objects.requireNonNull(row.id()), up);
            show();
        });
        arrow.addThemeVariants(ButtonVariant.TERTIARY);
        arrow.setAriaLabel(name);
        arrow.setTooltipText(name);
        arrow.setEnabled(!atEnd);
        if (up) {
            arrow.addClassName("icon-up");
        }
        return arrow;
    }
}
