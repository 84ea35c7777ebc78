package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.ItemLabelGenerator;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.data.provider.DataProvider;
import com.vaadin.flow.data.provider.Query;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A combo box for choosing only: by itself it wipes a text that is no choice, without a word. Fields of a {@link Form} are such already. */
public final class Choices {

    private static final int ASKED = 50;

    private Choices() {
    }

    /** From now on a text that matches nothing stays and is told beside the field. */
    public static <T> ComboBox<T> only(ComboBox<T> box) {
        box.addCustomValueSetListener(event -> {
            String text = event.getDetail().strip();
            // Who types fast is ahead of the list: the text may be a choice that the browser does not know yet.
            Optional<T> meant = named(box, text);
            if (meant.isPresent()) {
                Unread.forget(box);
                box.setValue(meant.get());
                show(box, box.getItemLabelGenerator().apply(meant.get()));
            } else {
                new Unread(text, tr("problem.noSuchChoice", text)).keep(box);
                Unread.say(box);
            }
        });
        box.addValueChangeListener(change -> Unread.forget(box));
        // Esc, or emptying a field that had no value, brings the text back without any change of value.
        for (String event : List.of("focusout", "keydown")) {
            box.getElement().addEventListener(event, dom -> {
                String shown = box.getOptionalValue().map(box.getItemLabelGenerator()::apply).orElse("");
                if (dom.getEventData().path("element.inputElement.value").asString("").equals(shown)) {
                    Unread.forget(box);
                }
            }).addEventData("element.inputElement.value").setFilter("event.type === 'focusout' || event.key === 'Enter'");
        }
        return box;
    }

    /** Outside a form: false when one of them holds a text that is no choice; then the sentence stands beside it and it has the focus. */
    public static boolean areRead(Collection<? extends ComboBox<?>> boxes) {
        var first = boxes.stream().filter(box -> Unread.of(box).isPresent()).findFirst();
        boxes.forEach(Unread::say);
        first.ifPresent(ComboBox::focus);
        return first.isEmpty();
    }

    /** Takes a text away that was no choice; the choice before it stands there again. */
    static <T> void restore(ComboBox<T> box) {
        if (Unread.of(box).isPresent()) {
            Unread.forget(box);
            show(box, box.getOptionalValue().map(box.getItemLabelGenerator()::apply).orElse(""));
        }
    }

    /** The same value as before changes nothing by itself, not even the text. */
    private static void show(ComboBox<?> box, String text) {
        box.getElement().executeJs("this._inputElementValue = $0", text);
    }

    @SuppressWarnings("unchecked")
    private static <T> Optional<T> named(ComboBox<T> box, String text) {
        ItemLabelGenerator<T> label = box.getItemLabelGenerator();
        var provider = (DataProvider<T, Object>) box.getDataProvider();
        // In memory the filter is a condition, from a database it is the text.
        var query = provider.isInMemory() ? new Query<T, Object>() : new Query<T, Object>(0, ASKED, List.of(), null, text);
        return provider.fetch(query).filter(item -> label.apply(item).strip().equalsIgnoreCase(text)).findFirst();
    }
}
