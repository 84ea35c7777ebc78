package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.settings.SettingsDraft;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.select.Select;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Objects;
import java.util.TreeSet;

/** Business zone, fiscal start and base currency. */
final class SettingsEditor extends Editor<SettingsDraft> {

    private final transient SettingsService settings;
    private final ComboBox<String> zone = form.field("zone", new ComboBox<>(tr("admin.settings.zone")));
    private final Select<Month> fiscalStart = form.field("fiscalStartMonth", new Select<>(), this::month);
    private final ComboBox<String> baseCurrency = form.field("baseCurrency", new ComboBox<>(tr("admin.settings.baseCurrency")));
    private int version;

    SettingsEditor(SettingsService settings, Drafts drafts, Runnable onSaved) {
        super(drafts, "settings", SettingsDraft.class, 1L, onSaved);
        this.settings = settings;
        var zones = new TreeSet<String>();
        // Places that people live in; the rest of the list is offsets, abbreviations and old names.
        ZoneId.getAvailableZoneIds().stream().filter(id -> id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"))
                .forEach(zones::add);
        zones.add(settings.current().zone());
        zones.add("UTC");
        zone.setItems(zones);
        zone.setItemLabelGenerator(this::zone);
        zone.setRequiredIndicatorVisible(true);
        zone.setHelperText(tr("admin.settings.zone.help"));
        fiscalStart.setLabel(tr("admin.settings.fiscalStart"));
        fiscalStart.setItems(Month.values());
        fiscalStart.setItemLabelGenerator(this::month);
        fiscalStart.setRequiredIndicatorVisible(true);
        fiscalStart.setHelperText(tr("admin.settings.fiscalStart.help"));
        Currencies.offer(baseCurrency, settings.current().baseCurrency(), getLocale());
        baseCurrency.setRequiredIndicatorVisible(true);
        baseCurrency.setHelperText(tr("admin.settings.baseCurrency.help"));
    }

    /** "Asia/Shanghai · China Time", so that it is found by either. */
    private String zone(String id) {
        String name = ZoneId.of(id).getDisplayName(TextStyle.FULL, getLocale());
        return name.equals(id) ? id : id + " · " + name;
    }

    private String month(Month month) {
        return month.getDisplayName(TextStyle.FULL_STANDALONE, getLocale());
    }

    @Override
    String title() {
        return tr("admin.settings");
    }

    @Override
    SettingsDraft stored() {
        return settings.get();
    }

    @Override
    void write(SettingsDraft draft) {
        version = draft.version();
        zone.setValue(draft.zone());
        fiscalStart.setValue(draft.fiscalStartMonth() == 0 ? null : Month.of(draft.fiscalStartMonth()));
        baseCurrency.setValue(draft.baseCurrency());
    }

    @Override
    SettingsDraft draft() {
        return new SettingsDraft(Objects.requireNonNullElse(zone.getValue(), ""), fiscalStart.getOptionalValue().map(Month::getValue).orElse(0),
                Objects.requireNonNullElse(baseCurrency.getValue(), ""), version);
    }

    @Override
    void store(SettingsDraft draft) {
        settings.save(draft);
    }

    @Override
    void focus() {
        zone.focus();
    }
}
