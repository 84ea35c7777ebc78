package app.mainstay.sales.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.FormPage;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.sales.Demand;
import app.mainstay.sales.ForecastCategory;
import app.mainstay.sales.Outcome;
import app.mainstay.sales.StageRow;
import app.mainstay.sales.Stages;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One stage. Of those that close a deal only the names and what they demand are anybody's choice. */
@Route(SalesNavigation.STAGE)
@RouteAlias(SalesNavigation.NEW_STAGE)
@RolesAllowed("DIRECTOR")
public class StageView extends FormPage<StageRow> implements BeforeEnterObserver {

    private final transient Stages stages;
    private final TextField labelEn = form.field("labelEn", new TextField(tr("sales.stage.labelEn")));
    private final TextField labelZh = form.field("labelZh", new TextField(tr("sales.stage.labelZh")));
    private final Select<ForecastCategory> category = new Select<>();
    private final NumberInput<Integer> probability;
    private final NumberInput<Integer> normDays;
    private final MultiSelectComboBox<Demand> demands = new MultiSelectComboBox<>(tr("sales.stage.demands"));
    private final Checkbox startsCycle;
    private final Checkbox active;
    private final Button delete = new Button(tr("sales.stage.delete"), Icons.CLOSE.create(), click -> delete());
    private @Nullable Long id;
    private StageRow read = new StageRow(null, "", "", "", 0, ForecastCategory.PIPELINE, Outcome.OPEN, 0, null, true, Set.of(), true, 0);

    public StageView(Stages stages, Drafts drafts) {
        super(drafts, "stage", StageRow.class);
        this.stages = stages;
        labelEn.setRequiredIndicatorVisible(true);
        labelZh.setRequiredIndicatorVisible(true);
        category.setLabel(tr("sales.audit.category"));
        category.setItems(Arrays.stream(ForecastCategory.values()).filter(value -> value != ForecastCategory.CLOSED).toList());
        category.setItemLabelGenerator(value -> tr("enum.ForecastCategory." + value.name()));
        form.field("category", category, value -> tr("enum.ForecastCategory." + value.name()));
        probability = form.field("probability", NumberInput.whole(tr("sales.audit.probability")), String::valueOf);
        normDays = form.field("normDays", NumberInput.whole(tr("sales.audit.normDays")), String::valueOf);
        normDays.setHelperText(tr("sales.stage.norm.help"));
        demands.setItems(Demand.values());
        demands.setItemLabelGenerator(value -> tr("enum.Demand." + value.name()));
        demands.setHelperText(tr("sales.stage.demands.help"));
        form.field("demands", demands, chosen -> chosen.stream().sorted().map(value -> tr("enum.Demand." + value.name()))
                .collect(Collectors.joining(tr("sales.stage.and"))));
        startsCycle = form.field("startsCycle", new Checkbox(tr("sales.stage.startsCycle")), value -> value ? "✓" : "");
        active = form.field("active", new Checkbox(tr("sales.stage.active")), value -> value ? "✓" : "");
        foot.addComponentAsFirst(delete);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameter = event.getRouteParameters().get("id");
        id = parameter.isEmpty() ? null : parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        title(id == null ? tr("sales.stage.new") : stages.get(id).label(getLocale()));
        var back = new Anchor(SalesNavigation.STAGES, tr("sales.stages"));
        back.addClassName("above-link");
        above(back);
        boolean closes = id != null && !stages.get(id).isOpen();
        category.setVisible(!closes);
        probability.setVisible(!closes);
        normDays.setVisible(!closes);
        startsCycle.setVisible(!closes);
        active.setVisible(id != null && !closes);
        delete.setVisible(id != null && !closes && !stages.isUsed(id));
        open(true);
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected StageRow stored() {
        return id == null ? read : stages.get(id);
    }

    @Override
    protected void write(StageRow draft) {
        read = draft;
        labelEn.setValue(draft.labelEn());
        labelZh.setValue(draft.labelZh());
        category.setValue(draft.category() == ForecastCategory.CLOSED ? null : draft.category());
        probability.setValue(draft.probability());
        normDays.setValue(draft.normDays());
        demands.setValue(draft.demands());
        startsCycle.setValue(draft.startsCycle());
        active.setValue(draft.active());
    }

    @Override
    protected StageRow content() {
        return new StageRow(id, read.code(), labelEn.getValue(), labelZh.getValue(), read.position(),
                read.isOpen() ? Objects.requireNonNullElse(category.getValue(), ForecastCategory.PIPELINE) : read.category(), read.outcome(),
                Objects.requireNonNullElse(probability.getValue(), 0), normDays.getValue(), startsCycle.getValue(), demands.getValue(), active.getValue(), read.version());
    }

    @Override
    protected void store(StageRow content) {
        stages.save(content);
    }

    private void delete() {
        var gone = stages.get(Objects.requireNonNull(id));
        try {
            stages.delete(id);
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        }
        form.read();
        goBack();
        Notices.done(tr("sales.stage.deleted", gone.label(getLocale())));
    }

    @Override
    protected void goBack() {
        getUI().ifPresent(ui -> ui.navigate(SalesNavigation.STAGES));
    }
}
