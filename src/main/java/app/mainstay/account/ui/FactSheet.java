package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.AccountService;
import app.mainstay.account.ui.AccountFields.Choice;
import app.mainstay.base.Drafts;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.KeptBar;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Money;
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
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.SvgIcon;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * An account's facts, each changed in its place by whoever may change the account: a click or Enter opens its field, Enter saves, Esc restores.
 * One at a time; its rules, conflicts and drafts are those of the form.
 */
final class FactSheet extends Div {

    private static final String DRAFT = "accountFact";
    private static final String PARENT = "parentId";

    /** A fact that was being typed, with the name behind its id. */
    record KeptFact(String field, AccountDraft draft, @Nullable String parentName) {
    }

    /**
     * @param input makes the field
     * @param write fills it with what a draft says
     * @param read  what the draft would say
     * @param shown as text, for comparing two versions
     * @param value what stands on the page; null where there is nothing
     */
    private record Fact<V, F extends Component & HasValue<?, V>>(String field, Supplier<F> input, BiConsumer<F, KeptFact> write,
                                                                 Function<F, @Nullable Object> read, Function<V, String> shown,
                                                                 Function<AccountDetails, @Nullable Component> value) {
    }

    private final transient FactServices services;
    private final transient List<Fact<?, ?>> facts;
    private final KeptBar kept = new KeptBar();
    private final Div sheet = new Div();
    private @Nullable AccountDetails account;
    private @Nullable Editor<?, ?> open;

    FactSheet(FactServices services) {
        this.services = services;
        addClassName("facts");
        facts = List.of(
                text("shortName", AccountDraft::shortName),
                text("creditCode", AccountDraft::creditCode),
                code("sector", CodeList.SECTOR, AccountDraft::sector),
                code("region", CodeList.REGION, AccountDraft::region),
                parent(),
                revenue(),
                number("employees", () -> NumberInput.whole(tr("account.employees")), AccountDraft::employees,
                        value -> Formats.number(value, getLocale())),
                number("founded", () -> NumberInput.year(tr("account.founded")), AccountDraft::founded, String::valueOf),
                website(),
                address(),
                tags());
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
            services.drafts().find(DRAFT, details.id(), KeptFact.class).ifPresent(this::offer);
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

    private void line(DescriptionList list, AccountDetails details, Fact<?, ?> fact) {
        @Nullable Component value = fact.value().apply(details);
        // A parent that this viewer may not see is neither shown nor replaced here.
        boolean hidden = fact.field().equals(PARENT) && value == null && details.draft().parentId() != null;
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

    private NativeButton opener(Fact<?, ?> fact, Component content) {
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

    private static String label(Fact<?, ?> fact) {
        return tr("account." + fact.field());
    }

    // ---- changing one ----

    /** @param typed what was typed before; null for what is stored */
    private <V, F extends Component & HasValue<?, V>> void open(Fact<V, F> fact, Drafts.@Nullable Kept<KeptFact> typed) {
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

    private void offer(Drafts.Kept<KeptFact> found) {
        facts.stream().filter(fact -> fact.field().equals(found.draft().field())).findFirst().ifPresent(fact ->
                kept.offer(tr("account.fact.draft", label(fact)), () -> open(fact, found), () -> services.drafts().discard(DRAFT, account().id())));
    }

    private void keep() {
        if (open != null) {
            open.keep();
        }
    }

    private static KeptFact kept(String field, AccountDetails details) {
        return new KeptFact(field, details.draft(), details.parentName());
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

        private final transient Fact<V, F> fact;
        private final Form form = new Form();
        private final F input;
        private transient KeptFact base;

        Editor(Fact<V, F> fact, KeptFact base) {
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

        private void read(KeptFact stored) {
            base = stored;
            fact.write().accept(input, stored);
            form.read();
        }

        void type(KeptFact typed) {
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
            services.drafts().keep(DRAFT, account().id(), new KeptFact(fact.field(), draft(), parentName), base);
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
            @Nullable Object old = value(base.draft(), before);
            @Nullable Object now = value(services.accounts().get(account().id()).draft(), before);
            close();
            back();
            Notices.done(tr("list.edited", account().draft().name(), FactSheet.label(fact)), () -> undo(before, old, now));
        }

        /** Only what this change did: where somebody has set another value since, theirs stays. */
        private void undo(String field, @Nullable Object old, @Nullable Object now) {
            try {
                var draft = services.accounts().get(account().id()).draft();
                if (!Objects.equals(value(draft, field), now)) {
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

    private static @Nullable Object value(AccountDraft draft, String field) {
        return switch (field) {
            case "shortName" -> draft.shortName();
            case "creditCode" -> draft.creditCode();
            case "sector" -> draft.sector();
            case "region" -> draft.region();
            case PARENT -> draft.parentId();
            case "revenue" -> draft.revenue();
            case "employees" -> draft.employees();
            case "founded" -> draft.founded();
            case "website" -> draft.website();
            case "address" -> draft.address();
            default -> draft.tags();
        };
    }

    private static String sentence(Problem problem) {
        return tr(problem);
    }

    // ---- the facts ----

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static @Nullable String typed(HasValue<?, String> field) {
        return field.getValue().isBlank() ? null : field.getValue();
    }

    private static @Nullable Span span(@Nullable String text) {
        return text == null || text.isEmpty() ? null : new Span(text);
    }

    private static Fact<String, TextField> text(String field, Function<AccountDraft, @Nullable String> value) {
        return new Fact<>(field, () -> new TextField(tr("account." + field)), (input, fact) -> input.setValue(text(value.apply(fact.draft()))),
                FactSheet::typed, text -> text, details -> {
                    var span = span(value.apply(details.draft()));
                    if (span != null && field.equals("creditCode")) {
                        span.addClassName("unbroken");
                    }
                    return span;
                });
    }

    private Fact<CodeEntry, ComboBox<CodeEntry>> code(String field, CodeList list, Function<AccountDraft, @Nullable String> code) {
        return new Fact<>(field, () -> services.fields().code(list, "account." + field),
                (box, fact) -> box.setValue(services.fields().entry(list, code.apply(fact.draft()))),
                box -> box.getOptionalValue().map(CodeEntry::code).orElse(null), entry -> entry.label(getLocale()),
                details -> span(services.codes().label(list, code.apply(details.draft()), getLocale())));
    }

    private Fact<Choice, ComboBox<Choice>> parent() {
        return new Fact<>(PARENT, () -> services.fields().parent(), (box, fact) -> box.setValue(fact.draft().parentId() == null ? null
                : new Choice(fact.draft().parentId(), Objects.requireNonNullElse(fact.parentName(), tr("account.parent.hidden")))),
                box -> box.getOptionalValue().map(Choice::id).orElse(null), Choice::name,
                details -> details.parentName() == null || details.draft().parentId() == null ? null
                        : new Anchor(AccountNavigation.account(details.draft().parentId()), details.parentName()));
    }

    private Fact<Money, MoneyField> revenue() {
        return new Fact<>("revenue", () -> services.fields().revenue(), (field, fact) -> field.setValue(fact.draft().revenue()), MoneyField::getValue,
                money -> Formats.moneyInFull(money, getLocale()), details -> span(Formats.moneyInFull(details.draft().revenue(), getLocale())));
    }

    private Fact<Integer, NumberInput<Integer>> number(String field, Supplier<NumberInput<Integer>> input, Function<AccountDraft, @Nullable Integer> value,
                                                       Function<Integer, String> shown) {
        return new Fact<>(field, input, (box, fact) -> box.setValue(value.apply(fact.draft())), NumberInput::getValue, shown,
                details -> Optional.ofNullable(value.apply(details.draft())).map(shown).map(Span::new).orElse(null));
    }

    private static Fact<String, TextField> website() {
        return new Fact<>("website", () -> new TextField(tr("account.website")), (field, fact) -> field.setValue(text(fact.draft().website())),
                FactSheet::typed, text -> text, details -> link(details.draft().website()));
    }

    private static Fact<String, TextArea> address() {
        return new Fact<>("address", () -> new TextArea(tr("account.address")), (field, fact) -> field.setValue(text(fact.draft().address())),
                FactSheet::typed, text -> text, details -> span(details.draft().address()));
    }

    private Fact<Set<String>, MultiSelectComboBox<String>> tags() {
        return new Fact<>("tags", () -> services.fields().tags(this::keep), (box, fact) -> services.fields().tags(box, fact.draft().tags()),
                box -> List.copyOf(box.getValue()), tags -> String.join(tr("base.listSeparator"), tags), details -> chips(details.draft().tags()));
    }

    private static @Nullable Component link(@Nullable String website) {
        if (website == null) {
            return null;
        }
        var link = new Anchor(website.startsWith("http") ? website : "https://" + website);
        // A long address breaks before its dots and slashes, not inside a word.
        for (String part : website.split("(?=[./](?![./]))")) {
            link.getElement().appendChild(new Element("wbr"), Element.createText(part));
        }
        link.setTarget("_blank");
        link.getElement().setAttribute("rel", "noopener noreferrer");
        return link;
    }

    private static @Nullable Component chips(List<String> tags) {
        if (tags.isEmpty()) {
            return null;
        }
        var chips = new Span();
        chips.addClassName("tags");
        tags.forEach(tag -> {
            var chip = new Span(tag);
            chip.addClassName("chip");
            chips.add(chip);
        });
        return chips;
    }
}
