package app.mainstay.account.ui.duplicate;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.duplicate.DuplicateMatch;
import app.mainstay.account.duplicate.Duplicates;
import app.mainstay.account.duplicate.TypedAccount;
import app.mainstay.account.ui.AccountNavigation;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Says below the fields of a new account which ones it may be already. Refuses nothing: people know better. */
public final class DuplicateHints {

    private final Duplicates duplicates;
    private final Supplier<TypedAccount> typed;
    private final Map<String, Div> places = new LinkedHashMap<>();

    /** @param fields by the names of the draft's components; each asks anew when it changes */
    public DuplicateHints(Duplicates duplicates, Map<String, TextField> fields, Supplier<TypedAccount> typed) {
        this.duplicates = duplicates;
        this.typed = typed;
        fields.forEach((name, field) -> {
            var place = new Div();
            place.addClassName("duplicate-hint");
            place.getElement().setAttribute("role", "status");
            places.put(name, place);
            var below = new Div(place);
            if (field.getHelperText() != null && !field.getHelperText().isEmpty()) {
                below.addComponentAsFirst(new Span(field.getHelperText()));
            }
            field.setHelperComponent(below);
            field.addValueChangeListener(event -> show());
        });
    }

    /** Asks what the fields now resemble. */
    public void show() {
        Map<String, List<DuplicateMatch>> matches = duplicates.like(typed.get()).stream().collect(Collectors.groupingBy(DuplicateMatch::field));
        places.forEach((field, place) -> {
            place.removeAll();
            var found = matches.getOrDefault(field, List.of());
            if (!found.isEmpty()) {
                var list = new UnorderedList();
                found.forEach(match -> list.add(item(match)));
                place.add(new Span(tr("duplicate.hint")), list);
            }
        });
    }

    private static ListItem item(DuplicateMatch match) {
        var found = match.found();
        if (found == null) {
            return new ListItem(tr("duplicate.elsewhere"));
        }
        // Beside the form, so that nothing typed is left behind.
        var link = new Anchor(AccountNavigation.account(found.id()), found.name(), AnchorTarget.BLANK);
        String reasons = found.reasons().stream().map(reason -> tr(reason.labelKey())).collect(Collectors.joining(tr("base.listSeparator")));
        var why = new Span(found.archived() ? tr("duplicate.archived", reasons) : reasons);
        why.addClassName("secondary");
        return new ListItem(link, new Span(" "), why);
    }
}
