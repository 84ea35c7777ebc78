package app.mainstay.admin.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.Drafts;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.security.signin.SignInDraft;
import app.mainstay.security.signin.SignInRules;

/** How long sign-ins last and how long the security log is kept. */
final class SignInEditor extends Editor<SignInDraft> {

    /** In place of an empty field: no limit allows it. */
    private static final int NOTHING = -1;

    private final transient SignInRules rules;
    private final NumberInput<Integer> idle = field("idleMinutes");
    private final NumberInput<Integer> session = field("sessionHours");
    private final NumberInput<Integer> remember = field("rememberDays");
    private final NumberInput<Integer> log = field("logDays");
    private int version;

    SignInEditor(SignInRules rules, Drafts drafts, Runnable onSaved) {
        super(drafts, "sign-in", SignInDraft.class, 1L, onSaved);
        this.rules = rules;
    }

    private NumberInput<Integer> field(String name) {
        var field = form.field(name, NumberInput.whole(tr("admin.signIn." + name)), String::valueOf);
        field.setHelperText(tr("admin.signIn.help." + name));
        field.setRequiredIndicatorVisible(true);
        return field;
    }

    @Override
    String title() {
        return tr("admin.signIn");
    }

    @Override
    SignInDraft stored() {
        return rules.get();
    }

    @Override
    void write(SignInDraft draft) {
        version = draft.version();
        show(idle, draft.idleMinutes());
        show(session, draft.sessionHours());
        show(remember, draft.rememberDays());
        show(log, draft.logDays());
    }

    private static void show(NumberInput<Integer> field, int value) {
        field.setValue(value == NOTHING ? null : value);
    }

    @Override
    SignInDraft draft() {
        return new SignInDraft(read(idle), read(session), read(remember), read(log), version);
    }

    private static int read(NumberInput<Integer> field) {
        return field.getOptionalValue().orElse(NOTHING);
    }

    @Override
    void store(SignInDraft draft) {
        rules.save(draft);
    }

    @Override
    void focus() {
        idle.focus();
    }
}
