package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.files.Files;
import app.mainstay.mail.MailSetup;
import app.mainstay.mail.Outbox;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UserService;
import app.mainstay.security.signin.SignInRules;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.text.NumberFormat;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What holds for the whole company: one form, the plan rates, how long sign-ins last, mail, and where files are kept. */
@Route(AdminNavigation.SETTINGS)
@RolesAllowed("ADMINISTRATOR")
public class SettingsView extends AdminPage {

    /** In the address, where a rate's id could stand: the settings for signing in. */
    private static final long SIGN_IN = 1;
    /** And those for mail. */
    private static final long MAIL = 2;

    private final transient SettingsService settings;
    private final transient PlanRates rates;
    private final transient Drafts drafts;
    private final SettingsEditor form;
    private final transient SignInRules signInRules;
    private final transient MailSetup mailSetup;
    private final MailSection mail;
    private final Paragraph signIn = new Paragraph();
    private final Grid<PlanRates.Rate> grid = new Grid<>();
    private final Grid.Column<PlanRates.Rate> inBase;

    public SettingsView(SettingsService settings, PlanRates rates, SignInRules signInRules, MailSetup mailSetup, Outbox outbox, CurrentUser currentUser,
                        UserService users, Files files, Drafts drafts) {
        super("admin.settings", AdminNavigation.SETTINGS);
        this.settings = settings;
        this.rates = rates;
        this.drafts = drafts;
        form = new SettingsEditor(settings, drafts, this::show);
        this.signInRules = signInRules;
        this.mailSetup = mailSetup;
        mail = new MailSection(mailSetup, outbox, currentUser, users, () -> open(MAIL));
        grid.addThemeVariants(GridVariant.NO_BORDER);
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addColumn(new ComponentRenderer<>(rate -> link(Objects.requireNonNull(rate.id()), rate.year() + " " + rate.currency())))
                .setHeader(tr("admin.rate.of")).setFlexGrow(1);
        inBase = grid.addColumn(rate -> number(rate)).setTextAlign(ColumnTextAlign.END).setFlexGrow(1);
        grid.setPartNameGenerator(rate -> part(Objects.requireNonNull(rate.id())));
        grid.addItemClickListener(click -> open(click.getItem().id()));
        grid.setEmptyStateComponent(new Empty(tr("admin.rate.empty")));
        var add = new Button(tr("admin.rate.new"), Icons.ADD.create(), click -> open(null));
        var head = new Div(new H2(tr("admin.rates")), add);
        head.addClassName("section-head");
        var section = new Div(head, new Paragraph(tr("admin.rates.help")), grid);
        section.addClassName("section");
        var signInHead = new Div(new H2(tr("admin.signIn")), new Button(tr("admin.signIn.change"), Icons.EDIT.create(), click -> open(SIGN_IN)));
        signInHead.addClassName("section-head");
        var signInSection = new Div(signInHead, signIn);
        signInSection.addClassName("section");
        var place = files.place();
        var filesHead = new Div(new H2(tr("files.title")));
        filesHead.addClassName("section-head");
        var filesText = new Paragraph(place.directory() == null ? tr("files.inDatabase") : tr("files.inDirectory", place.directory(),
                place.freeBytes() == null ? tr("files.freeUnknown") : size(place.freeBytes())));
        filesText.setId("files-place");
        var filesSection = new Div(filesHead, filesText, new Paragraph(tr("files.stored", place.files(), size(place.bytes()), size(place.maxBytes()))));
        filesSection.addClassName("section");
        var column = new Div(form, section, signInSection, mail, filesSection);
        column.addClassName("settings");
        main.add(column);
        form.open();
    }

    private String size(long bytes) {
        return Formats.size(bytes, getLocale());
    }

    private String number(PlanRates.Rate rate) {
        var format = NumberFormat.getNumberInstance(getLocale());
        format.setMaximumFractionDigits(8);
        return format.format(rate.rate());
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        show();
        showPanel(event);
    }

    private void show() {
        mail.show();
        inBase.setHeader(tr("admin.rate.inBase", settings.current().baseCurrency()));
        grid.setItems(rates.all());
        var rules = signInRules.current();
        signIn.setText(tr("admin.signIn.now", rules.idleMinutes(), rules.sessionHours(), rules.rememberDays(), rules.logDays()));
    }

    @Override
    protected Map<String, String> parameters() {
        return Map.of();
    }

    @Override
    protected @Nullable Editor<?> editor(Location location, @Nullable Long id) {
        if (Long.valueOf(SIGN_IN).equals(id)) {
            var rules = new SignInEditor(signInRules, drafts, this::close);
            rules.cancelBy(this::close);
            return rules;
        }
        if (Long.valueOf(MAIL).equals(id)) {
            var mailing = new MailEditor(mailSetup, drafts, this::close);
            mailing.cancelBy(this::close);
            return mailing;
        }
        if (id != null && rates.all().stream().noneMatch(rate -> id.equals(rate.id()))) {
            return null;
        }
        var editor = new RateEditor(rates, settings, drafts, id, this::close, this::show);
        editor.cancelBy(this::close);
        return editor;
    }

    @Override
    protected @Nullable Editor<?> changed(boolean staying) {
        Editor<?> inPanel = super.changed(staying);
        return inPanel == null && !staying && form.isChanged() ? form : inPanel;
    }
}
