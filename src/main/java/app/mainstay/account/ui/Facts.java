package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountDraft;
import app.mainstay.account.ui.AccountFields.Choice;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.MoneyField;
import app.mainstay.base.ui.NumberInput;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeList;
import app.mainstay.shared.Money;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is told of an account beside its name, each with the field in which it is changed. */
final class Facts {

    static final String PARENT = "parentId";

    /** A fact that was being typed, with the name behind its id. */
    record Kept(String field, AccountDraft draft, @Nullable String parentName) {
    }

    /**
     * @param input makes the field
     * @param write fills it with what a draft says
     * @param read  what the draft would say
     * @param shown as text, for comparing two versions
     * @param value what stands on the page; null where there is nothing
     */
    record Fact<V, F extends Component & HasValue<?, V>>(String field, Supplier<F> input, BiConsumer<F, Kept> write,
                                                         Function<F, @Nullable Object> read, Function<V, String> shown,
                                                         Function<AccountDetails, @Nullable Component> value) {
    }

    private final FactServices services;
    private final Supplier<Locale> locale;
    private final Runnable keep;

    /** @param keep asks for what is being typed to be kept */
    Facts(FactServices services, Supplier<Locale> locale, Runnable keep) {
        this.services = services;
        this.locale = locale;
        this.keep = keep;
    }

    /** In the order of the page. */
    List<Fact<?, ?>> all() {
        return List.of(
                text("shortName", AccountDraft::shortName),
                text("creditCode", AccountDraft::creditCode),
                code("sector", CodeList.SECTOR, AccountDraft::sector),
                code("region", CodeList.REGION, AccountDraft::region),
                parent(),
                revenue(),
                number("employees", () -> NumberInput.whole(tr("account.employees")), AccountDraft::employees,
                        value -> Formats.number(value, locale.get())),
                number("founded", () -> NumberInput.year(tr("account.founded")), AccountDraft::founded, String::valueOf),
                website(),
                address(),
                tags());
    }

    /** What a draft says of one of them. */
    static @Nullable Object value(AccountDraft draft, String field) {
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
                Facts::typed, text -> text, details -> {
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
                box -> box.getOptionalValue().map(CodeEntry::code).orElse(null), entry -> entry.label(locale.get()),
                details -> span(services.codes().label(list, code.apply(details.draft()), locale.get())));
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
                money -> Formats.moneyInFull(money, locale.get()), details -> span(Formats.moneyInFull(details.draft().revenue(), locale.get())));
    }

    private Fact<Integer, NumberInput<Integer>> number(String field, Supplier<NumberInput<Integer>> input, Function<AccountDraft, @Nullable Integer> value,
                                                       Function<Integer, String> shown) {
        return new Fact<>(field, input, (box, fact) -> box.setValue(value.apply(fact.draft())), NumberInput::getValue, shown,
                details -> Optional.ofNullable(value.apply(details.draft())).map(shown).map(Span::new).orElse(null));
    }

    private static Fact<String, TextField> website() {
        return new Fact<>("website", () -> new TextField(tr("account.website")), (field, fact) -> field.setValue(text(fact.draft().website())),
                Facts::typed, text -> text, details -> link(details.draft().website()));
    }

    private static Fact<String, TextArea> address() {
        return new Fact<>("address", () -> new TextArea(tr("account.address")), (field, fact) -> field.setValue(text(fact.draft().address())),
                Facts::typed, text -> text, details -> span(details.draft().address()));
    }

    private Fact<Set<String>, MultiSelectComboBox<String>> tags() {
        return new Fact<>("tags", () -> services.fields().tags(keep), (box, fact) -> services.fields().tags(box, fact.draft().tags()),
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
