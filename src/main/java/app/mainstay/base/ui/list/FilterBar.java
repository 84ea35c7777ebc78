package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.ui.Choices;
import app.mainstay.base.ui.Icons;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The text search, the button that offers the filters, and a chip for each that is set. Works on the query alone. */
public final class FilterBar extends Div {

    private static final int[] DAYS = {30, 60, 90, 180};
    private static final int NAMED = 2;

    private final List<ListFilter> filters;
    private final List<String> names;
    private final Consumer<ListQuery> changed;
    private final @Nullable TextField text;
    private final Button add = new Button(Icons.FILTER.create());
    private final Div chips = new Div();
    private final Popover popover = new Popover();
    private ListQuery query = ListQuery.ALL;
    private boolean showing;

    public FilterBar(List<ListFilter> filters, Consumer<ListQuery> changed) {
        this.filters = filters.stream().filter(filter -> filter.kind() != ListFilter.Kind.TEXT).toList();
        names = filters.stream().map(ListFilter::name).toList();
        this.changed = changed;
        addClassName("filter-bar");
        text = filters.stream().filter(filter -> filter.kind() == ListFilter.Kind.TEXT).findFirst().map(this::textField).orElse(null);
        if (text != null) {
            add(text);
        }
        add.setText(tr("list.filter"));
        add.addThemeVariants(ButtonVariant.TERTIARY);
        add.addClassName("filter-add");
        chips.addClassName("chips");
        popover.setTarget(add);
        popover.setPosition(PopoverPosition.BOTTOM_START);
        popover.setAriaLabel(tr("list.filter"));
        popover.setAutofocus(true);
        popover.addClassName("filter-popover");
        popover.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                popover.removeAll();
            } else if (popover.getChildren().findAny().isEmpty()) {
                offer();
            }
        });
        if (!this.filters.isEmpty()) {
            add(add, popover);
        }
        add(chips);
    }

    private TextField textField(ListFilter filter) {
        var field = new TextField();
        field.setPlaceholder(tr(filter.labelKey()));
        field.setAriaLabel(tr(filter.labelKey()));
        field.setPrefixComponent(Icons.SEARCH.create());
        field.setClearButtonVisible(true);
        field.setMaxLength(200);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.addClassName("filter-text");
        field.addValueChangeListener(event -> {
            if (!showing) {
                change(query.with(filter.name(), event.getValue().isBlank() ? null : event.getValue().strip()));
            }
        });
        return field;
    }

    /** Shows what an address or a view asks for. */
    public void show(ListQuery wanted) {
        query = wanted;
        showing = true;
        if (text != null) {
            text.setValue(Objects.requireNonNullElse(wanted.string("q"), ""));
        }
        showing = false;
        showChips();
    }

    private void change(ListQuery wanted) {
        query = wanted;
        showChips();
        changed.accept(wanted);
    }

    // ---- chips ----

    private void showChips() {
        chips.removeAll();
        filters.stream().filter(filter -> query.has(filter.name())).map(this::chip).filter(Objects::nonNull).forEach(chips::add);
        if (chips.getChildren().findAny().isPresent()) {
            var clear = new Button(tr("list.clear"), click -> clear());
            clear.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            chips.add(clear);
        }
    }

    void clear() {
        ListQuery wanted = query;
        for (String name : names) {
            wanted = wanted.with(name, null);
        }
        show(wanted);
        changed.accept(wanted);
    }

    private @Nullable Component chip(ListFilter filter) {
        String label = tr(filter.labelKey());
        String says = switch (filter.kind()) {
            case FLAG -> label;
            case DAYS -> {
                Integer days = query.number(filter.name(), 0, ListFilter.MOST_DAYS);
                yield days == null ? null : tr("list.chip", label, tr("list.days", days));
            }
            case CHOICE, ONE -> {
                String values = names(filter);
                yield values.isEmpty() ? null : tr("list.chip", label, values);
            }
            case TEXT -> null;
        };
        if (says == null) {
            return null;
        }
        var edit = new Button(says, click -> {
            if (filter.kind() != ListFilter.Kind.FLAG) {
                edit(filter);
                popover.open();
            }
        });
        edit.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        var remove = new Button(Icons.CLOSE.create(), click -> change(query.with(filter.name(), null)));
        remove.setAriaLabel(tr("list.filter.remove", says));
        remove.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        var chip = new Span(edit, remove);
        chip.addClassName("filter-chip");
        return chip;
    }

    private String names(ListFilter filter) {
        List<String> names = options(filter, values(filter)).stream().map(Option::label).toList();
        String more = names.size() > NAMED ? " +" + (names.size() - NAMED) : "";
        return names.stream().limit(NAMED).collect(Collectors.joining(tr("base.listSeparator"))) + more;
    }

    private Set<String> values(ListFilter filter) {
        String one = query.string(filter.name());
        return filter.kind() != ListFilter.Kind.ONE ? query.strings(filter.name()) : one == null ? Set.of() : Set.of(one);
    }

    /** What the viewer may not see is there, since it narrows the list, but without its name. */
    private List<Option> options(ListFilter filter, Set<String> values) {
        var source = Objects.requireNonNull(filter.options());
        List<Option> result = new ArrayList<>();
        for (String value : values) {
            source.label(value, getLocale()).map(label -> new Option(value, source.keys() ? tr(label) : label))
                    .or(() -> source.few() ? Optional.empty() : Optional.of(new Option(value, tr("list.filter.unseen")))).ifPresent(result::add);
        }
        return result;
    }

    // ---- the popover: first the filters, then one of them ----

    private void offer() {
        popover.removeAll();
        var list = new Div();
        list.addClassName("filter-offer");
        for (var filter : filters) {
            boolean on = query.has(filter.name());
            var item = new Button(tr(filter.labelKey()), click -> {
                if (filter.kind() == ListFilter.Kind.FLAG) {
                    popover.close();
                    change(query.with(filter.name(), on ? null : ""));
                } else {
                    edit(filter);
                }
            });
            item.addThemeVariants(ButtonVariant.TERTIARY);
            if (on) {
                item.setSuffixComponent(Icons.CHECK.create());
            }
            list.add(item);
        }
        popover.add(list);
    }

    private void edit(ListFilter filter) {
        popover.removeAll();
        var title = new H2(tr(filter.labelKey()));
        Component editor = switch (filter.kind()) {
            case DAYS -> days(filter);
            case CHOICE -> Objects.requireNonNull(filter.options()).few() ? few(filter) : many(filter);
            case ONE -> one(filter);
            case FLAG, TEXT -> throw new IllegalArgumentException(filter.name());
        };
        var content = new Div(title, editor);
        content.addClassName("filter-edit");
        popover.add(content);
        // The button that had the focus is gone with the offer: without this, who works by keyboard starts again at the top of the page.
        content.getElement().executeJs("""
                setTimeout(() => this.querySelector('vaadin-text-field, vaadin-combo-box, vaadin-multi-select-combo-box, vaadin-checkbox')?.focus(), 50)""");
    }

    private Component few(ListFilter filter) {
        var group = new CheckboxGroup<Option>();
        var source = Objects.requireNonNull(filter.options());
        var options = source.find("", 0, 500, getLocale());
        group.setItems(options);
        group.setItemLabelGenerator(option -> source.keys() ? tr(option.label()) : option.label());
        group.setAriaLabel(tr(filter.labelKey()));
        var chosen = query.strings(filter.name());
        group.setValue(options.stream().filter(option -> chosen.stream().anyMatch(option.value()::equalsIgnoreCase)).collect(Collectors.toSet()));
        group.addValueChangeListener(event -> choose(filter, options.stream().filter(event.getValue()::contains).map(Option::value).toList()));
        return group;
    }

    private Component many(ListFilter filter) {
        var box = new MultiSelectComboBox<Option>();
        var source = Objects.requireNonNull(filter.options());
        box.setItems(wanted -> source.find(wanted.getFilter().orElse(""), wanted.getOffset(), wanted.getLimit(), getLocale()).stream());
        box.setItemLabelGenerator(Option::label);
        box.setAriaLabel(tr(filter.labelKey()));
        box.setPlaceholder(tr("list.filter.type"));
        box.setWidthFull();
        box.setValue(Set.copyOf(options(filter, values(filter))));
        box.addValueChangeListener(event -> choose(filter, event.getValue().stream().map(Option::value).toList()));
        return box;
    }

    private Component one(ListFilter filter) {
        var box = new ComboBox<Option>();
        var source = Objects.requireNonNull(filter.options());
        box.setItems(wanted -> source.find(wanted.getFilter().orElse(""), wanted.getOffset(), wanted.getLimit(), getLocale()).stream());
        box.setItemLabelGenerator(Option::label);
        box.setAriaLabel(tr(filter.labelKey()));
        box.setPlaceholder(tr("list.filter.type"));
        box.setClearButtonVisible(true);
        Choices.only(box);
        box.setWidthFull();
        box.setValue(options(filter, values(filter)).stream().findFirst().orElse(null));
        box.addValueChangeListener(event -> {
            popover.close();
            choose(filter, event.getValue() == null ? List.of() : List.of(event.getValue().value()));
        });
        return box;
    }

    private void choose(ListFilter filter, List<String> values) {
        change(query.with(filter.name(), ListQuery.join(values)));
    }

    private Component days(ListFilter filter) {
        var field = new TextField();
        Integer current = query.number(filter.name(), 0, ListFilter.MOST_DAYS);
        field.setValue(current == null ? "" : current.toString());
        field.setSuffixComponent(new Span(tr("list.days.unit")));
        field.setAriaLabel(tr(filter.labelKey()));
        field.getElement().setAttribute("inputmode", "numeric");
        var apply = new Button(tr("list.apply"), click -> applyDays(filter, field));
        apply.addThemeVariants(ButtonVariant.PRIMARY);
        apply.addClickShortcut(Key.ENTER).listenOn(field);
        var quick = new Div();
        quick.addClassName("quick");
        for (int days : DAYS) {
            var button = new Button(String.valueOf(days), click -> {
                field.setValue(String.valueOf(days));
                applyDays(filter, field);
            });
            button.setAriaLabel(tr("list.days", days));
            button.addThemeVariants(ButtonVariant.SMALL);
            quick.add(button);
        }
        var row = new Div(field, apply);
        row.addClassName("filter-days");
        return new Div(quick, row);
    }

    private void applyDays(ListFilter filter, TextField field) {
        var wanted = query.with(filter.name(), field.getValue().strip());
        if (wanted.number(filter.name(), 0, ListFilter.MOST_DAYS) == null) {
            field.setErrorMessage(tr("list.days.wrong", ListFilter.MOST_DAYS));
            field.setInvalid(true);
            return;
        }
        popover.close();
        change(wanted);
    }
}
