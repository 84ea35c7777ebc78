package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.SearchHit;
import app.mainstay.base.SearchSource;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import java.util.List;
import java.util.stream.Stream;

/** The search in the header: a choice leads to the record. Ctrl+K from anywhere. */
final class SearchBox extends ComboBox<SearchHit> {

    private static final int HITS = 8;

    SearchBox(List<SearchSource> sources) {
        addClassName("search");
        setPlaceholder(tr("base.search"));
        setAriaLabel(tr("base.search"));
        setPrefixComponent(Icons.SEARCH.create());
        setItemLabelGenerator(SearchHit::title);
        setRenderer(new ComponentRenderer<>(hit -> {
            var detail = new Span(hit.detail());
            detail.addClassName("secondary");
            var row = new Div(new Span(hit.title()), detail);
            row.addClassName("search-hit");
            return row;
        }));
        setItems(query -> {
            // Always fetched, as the data provider demands; one page holds all that is ever shown.
            int offset = query.getOffset();
            int limit = query.getLimit();
            String text = query.getFilter().orElse("").strip();
            return text.isEmpty() || offset > 0 ? Stream.empty()
                    : sources.stream().flatMap(source -> source.search(text, HITS).stream()).limit(Math.min(HITS, limit));
        });
        addValueChangeListener(event -> {
            if (event.getValue() != null && event.isFromClient()) {
                String path = event.getValue().path();
                clear();
                UI.getCurrent().navigate(path);
            }
        });
        addAttachListener(event -> event.getUI().addShortcutListener(() -> focus(), Key.KEY_K, KeyModifier.CONTROL).bindLifecycleTo(this));
    }
}
