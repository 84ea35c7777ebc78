package app.mainstay.market.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.FormPage;
import app.mainstay.market.CompetitorDraft;
import app.mainstay.market.Competitors;
import app.mainstay.security.CurrentUser;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;

/** One competitor under all its names. */
@Route("competitors/:id([0-9A-Za-z]{13})")
@RouteAlias("competitors/new")
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class CompetitorView extends FormPage<CompetitorDraft> implements BeforeEnterObserver {

    private final transient Competitors competitors;
    private final boolean writes;
    private final TextField name = form.field("name", new TextField(tr("market.name")));
    private final TextField website = form.field("website", new TextField(tr("market.website")));
    private final TextArea aliases = form.field("aliases", new TextArea(tr("market.aliases")), text -> text);
    private final TextArea about = form.field("about", new TextArea(tr("market.about")), text -> text);
    private final Checkbox active = form.field("active", new Checkbox(tr("market.active")), value -> value ? "✓" : "");
    private @Nullable Long id;
    private int version;

    public CompetitorView(Competitors competitors, CurrentUser currentUser, Drafts drafts) {
        super(drafts, "competitor", CompetitorDraft.class);
        this.competitors = competitors;
        writes = currentUser.require().role().seesUnit();
        name.setRequiredIndicatorVisible(true);
        aliases.setHelperText(tr("market.aliases.help"));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var parameter = event.getRouteParameters().get("id");
        if (parameter.isEmpty() && !writes) {
            throw new AccessDeniedException("members keep no competitors");
        }
        id = parameter.isEmpty() ? null : parameter.flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        title(id == null ? tr("market.new") : competitors.get(id).name());
        var back = new Anchor(CompetitorsView.PATH, tr("market.competitors"));
        back.addClassName("above-link");
        above(back);
        open(writes);
    }

    @Override
    protected long record() {
        return id == null ? Drafts.NEW : id;
    }

    @Override
    protected CompetitorDraft stored() {
        return id == null ? CompetitorDraft.empty() : competitors.get(id);
    }

    @Override
    protected void write(CompetitorDraft draft) {
        version = draft.version();
        name.setValue(draft.name());
        website.setValue(Objects.requireNonNullElse(draft.website(), ""));
        aliases.setValue(String.join("\n", draft.aliases()));
        about.setValue(Objects.requireNonNullElse(draft.about(), ""));
        active.setValue(draft.active());
    }

    @Override
    protected CompetitorDraft content() {
        return new CompetitorDraft(id, name.getValue(), aliases.getValue().lines().filter(line -> !line.isBlank()).toList(), website.getValue(),
                about.getValue(), active.getValue(), version);
    }

    @Override
    protected void store(CompetitorDraft draft) {
        competitors.save(draft);
    }

    @Override
    protected void goBack() {
        getUI().ifPresent(ui -> ui.navigate(CompetitorsView.PATH));
    }
}
