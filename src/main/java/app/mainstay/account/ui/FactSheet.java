package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.ui.AccountFields.Choice;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.KeptBar;
import app.mainstay.base.ui.Notices;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * An account's facts, each changed in its place by whoever may change the account: a click or Enter opens its field, Enter saves, Esc restores.
 * One at a time; its rules, conflicts and drafts are those of the form.
 */
final class FactSheet extends Div {

    private static final String DRAFT = "accountFact";

    private final transient FactServices services;
    private final transient List<Facts.Fact<?, ?>> facts;
    private final KeptBar kept = new KeptBar();
    private final Div sheet = new Div();
    private @Nullable AccountDetails account;
    private @Nullable Editor<?, ?> open;

    FactSheet(FactServices services) {
        this.services = services;
        addClassName("facts");
        facts = new Facts(services, this::getLocale, this::keep).all();
        add(kept, sheet);
        // Beside a narrow story the facts would stand in its way: a few lines of them, all at a touch.
        var all = new Button(tr("account.fact.all"));
        all.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        all.addClassName("facts-all");
        all.getElement().setAttribute("aria-expanded", "false");
        all.addClickListener(click -> {
            boolean shown = !hasClassName("facts-open");
            setClassName("facts-open", shown);
            all.setText(tr(shown ? "account.fact.fewer" : "account.fact.all"));
            all.getElement().setAttribute("aria-expanded", String.valueOf(shown));
        });
        add(all);
    }

    /** Another account: what was open for the one before is not. */
    void begin(AccountDetails details) {
        open = null;
        show(details);
        kept.setVisible(false);
        if (details.mayEdit()) {
            services.drafts().find(DRAFT, details.id(), Facts.Kept.class).ifPresent(this::offer);
        }
    }

    /** Nothing of the account stays. */
    void end() {
        open = null;
        sheet.removeAll();
        kept.setVisible(false);
    }

    /** As it is stored now; a field that is open stays, and compares with what it began with. */
    void show(AccountDetails details) {
        account = details;
        var list = new DescriptionList();
        for (var fact : facts) {
            if (open != null && open.fact == fact) {
                var term = new DescriptionList.Term(label(fact));
                var description = new DescriptionList.Description(open);
                term.addClassName("fact-open");
                description.addClassName("fact-open");
                list.add(term, description);
            } else {
                line(list, details, fact);
            }
        }
        list.add(new DescriptionList.Term(tr("account.unit")), new DescriptionList.Description(details.unitName()));
        list.add(new DescriptionList.Term(tr("account.created")),
                new DescriptionList.Description(Formats.date(details.createdAt(), services.settings().zone(), getLocale())));
        int there = 0;
        for (var component : list.getChildren().toList()) {
            // Term and description of what is there, counted for narrow screens.
            if (!component.getElement().getClassList().contains("fact-none")) {
                component.getElement().getClassList().set("fact-beyond-4", there >= 8);
                component.getElement().getClassList().set("fact-beyond-6", there >= 12);
                there++;
            }
        }
        sheet.removeAll();
        sheet.add(list);
    }

    private void line(DescriptionList list, AccountDetails details, Facts.Fact<?, ?> fact) {
        @Nullable Component value = fact.value().apply(details);
        // A parent that this viewer may not see is neither shown nor replaced here.
        boolean hidden = fact.field().equals(Facts.PARENT) && value == null && details.draft().parentId() != null;
        if (hidden || value == null && !details.mayEdit()) {
            return;
        }
        var description = new DescriptionList.Description();
        if (!details.mayEdit()) {
            description.add(Objects.requireNonNull(value));
        } else if (value instanceof Anchor) {
            // The value leads somewhere itself.
            var edit = opener(fact, Icons.EDIT.create());
            edit.addClassName("fact-edit");
            description.add(value, edit);
            description.addClassName("fact-with-link");
        } else {
            var opener = opener(fact, value == null ? new Span(tr("account.fact.add")) : value);
            opener.setClassName("fact-empty", value == null);
            description.add(opener);
        }
        description.setClassName("fact-none", value == null);
        var term = new DescriptionList.Term(label(fact));
        term.setClassName("fact-none", value == null);
        list.add(term, description);
    }

    private NativeButton opener(Facts.Fact<?, ?> fact, Component content) {
        var opener = new NativeButton();
        opener.add(content);
        opener.addClassName("fact-value");
        opener.setId("fact-" + fact.field());
        opener.getElement().setAttribute("aria-description", tr("account.fact.edit", label(fact)));
        if (content instanceof SvgIcon) {
            opener.setAriaLabel(tr("account.fact.edit", label(fact)));
        }
        opener.addClickListener(click -> open(fact, null));
        return opener;
    }

    private static String label(Facts.Fact<?, ?> fact) {
        return tr("account." + fact.field());
    }

    // ---- changing one ----

    /** @param typed what was typed before; null for what is stored */
    private <V, F extends Component & HasValue<?, V>> void open(Facts.Fact<V, F> fact, Drafts.@Nullable Kept<Facts.Kept> typed) {
        if (open != null && open.fact == fact || open != null && !open.leave()) {
            return;
        }
        kept.setVisible(false);
        var details = services.accounts().get(account().id());
        open = new Editor<>(fact, typed == null ? kept(fact.field(), details) : typed.base());
        if (typed != null) {
            ((Editor<V, F>) open).type(typed.draft());
        }
        show(details);
        open.focus();
    }

    private void offer(Drafts.Kept<Facts.Kept> found) {
        facts.stream().filter(fact -> fact.field().equals(found.draft().field())).findFirst().ifPresent(fact ->
                kept.offer(tr("account.fact.draft", label(fact)), () -> open(fact, found), () -> services.drafts().discard(DRAFT, account().id())));
    }

    private void keep() {
        if (open != null) {
            open.keep();
        }
    }

    private static Facts.Kept kept(String field, AccountDetails details) {
        return new Facts.Kept(field, details.draft(), details.parentName());
    }

    private AccountDetails account() {
        return Objects.requireNonNull(account);
    }

    private void close() {
        open = null;
        services.drafts().discard(DRAFT, account().id());
        findAncestor(AccountView.class).refresh();
    }

    /** One field with what belongs to it. */
    private final class Editor<V, F extends Component & HasValue<?, V>> extends Div {

        private final transient Facts.Fact<V, F> fact;
        private final Form form = new Form();
        private final F input;
        private transient Facts.Kept base;

        Editor(Facts.Fact<V, F> fact, Facts.Kept base) {
            this.fact = fact;
            this.base = base;
            addClassName("fact-editor");
            input = form.field(fact.field(), fact.input().get(), fact.shown());
            // The label stands beside the field already.
            input.getElement().setProperty("accessibleName", FactSheet.label(fact));
            input.getElement().removeProperty("label");
            if (input instanceof HasValueChangeMode typed) {
                // Else what is typed in the last moment before a click on the button does not come along.
                typed.setValueChangeMode(ValueChangeMode.EAGER);
            }
            read(base);
            form.onChange(this::changed);
            var save = new Button(Icons.CHECK.create(), click -> store());
            save.setAriaLabel(tr("base.save"));
            save.setTooltipText(tr("account.fact.save"));
            var cancel = new Button(Icons.CLOSE.create(), click -> restore());
            cancel.setAriaLabel(tr("base.cancel"));
            cancel.setTooltipText(tr("account.fact.cancel"));
            for (var button : List.of(save, cancel)) {
                button.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            }
            Shortcuts.addShortcutListener(this, this::store, Key.ENTER).listenOn(input).setResetFocusOnActiveElement(true);
            Shortcuts.addShortcutListener(this, this::store, Key.ENTER, KeyModifier.CONTROL).listenOn(input).setResetFocusOnActiveElement(true);
            Shortcuts.addShortcutListener(this, this::restore, Key.ESCAPE).listenOn(this);
            add(form, new Div(save, cancel));
        }

        private void read(Facts.Kept stored) {
            base = stored;
            fact.write().accept(input, stored);
            form.read();
        }

        void type(Facts.Kept typed) {
            fact.write().accept(input, typed);
        }

        void focus() {
            if (input instanceof Focusable<?> focusable) {
                focusable.focus();
            }
        }

        private AccountDraft draft() {
            return base.draft().with(fact.field(), fact.read().apply(input));
        }

        private void changed() {
            keep();
            // What is chosen needs no second word; the notice takes it back.
            if (input instanceof ComboBox<?>) {
                store();
            }
        }

        void keep() {
            String parentName = input.getValue() instanceof Choice choice ? choice.name() : null;
            services.drafts().keep(DRAFT, account().id(), new Facts.Kept(fact.field(), draft(), parentName), base);
        }

        /** Another fact is about to be opened: true when this one has been closed, saved where it was changed. */
        boolean leave() {
            store();
            return open != this;
        }

        private void restore() {
            close();
            back();
        }

        private void store() {
            if (!form.isReadable()) {
                return;
            }
            if (!form.isChanged()) {
                restore();
                return;
            }
            try {
                services.accounts().save(draft());
            } catch (RefusedException refused) {
                form.show(refused.problems());
                return;
            } catch (ConflictException | OptimisticLockingFailureException conflict) {
                form.settle(() -> read(kept(fact.field(), services.accounts().get(account().id()))), this::store);
                return;
            }
            var before = fact.field();
            @Nullable Object old = Facts.value(base.draft(), before);
            @Nullable Object now = Facts.value(services.accounts().get(account().id()).draft(), before);
            close();
            back();
            Notices.done(tr("list.edited", account().draft().name(), FactSheet.label(fact)), () -> undo(before, old, now));
        }

        /** Only what this change did: where somebody has set another value since, theirs stays. */
        private void undo(String field, @Nullable Object old, @Nullable Object now) {
            try {
                var draft = services.accounts().get(account().id()).draft();
                if (!Objects.equals(Facts.value(draft, field), now)) {
                    throw new ConflictException();
                }
                services.accounts().save(draft.with(field, old));
                // The notice may outlive the page.
                Optional.ofNullable(FactSheet.this.findAncestor(AccountView.class)).ifPresent(AccountView::refresh);
            } catch (RefusedException refused) {
                Notices.failed(refused.problems().stream().map(FactSheet::sentence).reduce((left, right) -> left + " " + right).orElse(""));
            } catch (ConflictException | OptimisticLockingFailureException changed) {
                Notices.failed(tr("bulk.problem.changed"));
            }
        }

        /** The keyboard goes on where it was. */
        private void back() {
            sheet.getElement().executeJs("const opener = this.querySelector('#fact-' + $0); if (opener) opener.focus()", fact.field());
        }
    }

    private static String sentence(Problem problem) {
        return tr(problem);
    }
}
