package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.mail.MailSecurity;
import app.mainstay.mail.MailSettingsDraft;
import app.mainstay.mail.MailSetup;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How mails leave. The password is set outside; the form says where. */
final class MailEditor extends Editor<MailSettingsDraft> {

    /** In place of an empty field: no limit allows it. */
    private static final int NOTHING = -1;

    private final transient MailSetup setup;
    private final Checkbox enabled = form.field("enabled", new Checkbox(tr("admin.mailing.enabled")), value -> tr(value ? "admin.mailing.on" : "admin.mailing.off"));
    private final TextField baseUrl = text("baseUrl");
    private final TextField host = text("host");
    private final NumberInput<Integer> port = form.field("port", NumberInput.whole(tr("admin.mailing.port")), String::valueOf);
    private final Select<MailSecurity> security = form.field("security", new Select<>(), value -> tr(value.labelKey()));
    private final TextField username = text("username");
    private final TextField sender = text("sender");
    private final TextField senderName = text("senderName");
    private int version;

    MailEditor(MailSetup setup, Drafts drafts, Runnable onSaved) {
        super(drafts, "mail", MailSettingsDraft.class, 1L, onSaved);
        this.setup = setup;
        baseUrl.setHelperText(tr("admin.mailing.baseUrl.help"));
        port.setHelperText(tr("admin.mailing.port.help"));
        security.setLabel(tr("admin.mailing.security"));
        security.setItems(MailSecurity.values());
        security.setItemLabelGenerator(value -> tr(value.labelKey()));
        username.setHelperText(tr(setup.knowsPassword() ? "admin.mailing.password.known" : "admin.mailing.password.unknown"));
    }

    private TextField text(String name) {
        return form.field(name, new TextField(tr("admin.mailing." + name)));
    }

    @Override
    String title() {
        return tr("admin.mailing");
    }

    @Override
    MailSettingsDraft stored() {
        return setup.get();
    }

    @Override
    void write(MailSettingsDraft draft) {
        version = draft.version();
        enabled.setValue(draft.enabled());
        show(baseUrl, draft.baseUrl());
        show(host, draft.host());
        port.setValue(draft.port() == NOTHING ? null : draft.port());
        security.setValue(draft.security());
        show(username, draft.username());
        show(sender, draft.sender());
        show(senderName, draft.senderName());
    }

    private static void show(TextField field, @Nullable String value) {
        field.setValue(Objects.requireNonNullElse(value, ""));
    }

    @Override
    MailSettingsDraft draft() {
        return new MailSettingsDraft(enabled.getValue(), host.getValue(), port.getOptionalValue().orElse(NOTHING), security.getValue(), username.getValue(),
                sender.getValue(), senderName.getValue(), baseUrl.getValue(), version);
    }

    @Override
    void store(MailSettingsDraft draft) {
        setup.save(draft);
    }

    @Override
    void focus() {
        enabled.focus();
    }
}
