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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The search in the header: a choice leads to the record, Enter to the first hit. Ctrl+K from anywhere. */
final class SearchBox extends ComboBox<SearchHit> {

    private static final int HITS = 8;
    /** Of what comes last so many are shown, whatever comes before. */
    private static final int OF_EACH = 2;

    /** Stands in the list where nothing was found, since a list without rows does not open. */
    private static final String NOWHERE = "";

    private final transient List<SearchSource> sources;

    SearchBox(List<SearchSource> sources) {
        this.sources = sources;
        addClassName("search");
        setPlaceholder(tr("base.search"));
        setAriaLabel(tr("base.search"));
        setPrefixComponent(Icons.SEARCH.create());
        setItemLabelGenerator(SearchHit::title);
        setRenderer(new ComponentRenderer<>(hit -> {
            if (hit.path().equals(NOWHERE)) {
                var nothing = new Div(hit.title());
                nothing.addClassName("search-none");
                return nothing;
            }
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
            return text.isEmpty() || offset > 0 ? Stream.empty() : rows(text).stream().limit(limit);
        });
        addValueChangeListener(event -> {
            if (event.getValue() != null && event.isFromClient()) {
                go(event.getValue());
            }
        });
        // Before the box looks itself: a row that is chosen by the arrows stays the box's own affair.
        getElement().executeJs("""
                this.addEventListener('keydown', event => {
                  if (event.key === 'Enter' && !(this._focusedIndex >= 0) && this.inputElement.value.trim()) {
                    this.dispatchEvent(new CustomEvent('search-first', {detail: this.inputElement.value}));
                  }
                }, true)""");
        getElement().addEventListener("search-first", event -> openFirst(event.getEventData().path("event.detail").asString("")))
                .addEventData("event.detail");
        addAttachListener(event -> event.getUI().addShortcutListener(() -> focus(), Key.KEY_K, KeyModifier.CONTROL).bindLifecycleTo(this));
    }

    private List<SearchHit> hits(String text) {
        var found = sources.stream().map(source -> source.search(text, HITS)).toList();
        List<SearchHit> hits = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            int kept = found.subList(i + 1, found.size()).stream().mapToInt(others -> Math.min(others.size(), OF_EACH)).sum();
            found.get(i).stream().limit(HITS - hits.size() - kept).forEach(hits::add);
        }
        return hits;
    }

    private List<SearchHit> rows(String text) {
        List<SearchHit> hits = hits(text);
        return hits.isEmpty() ? List.of(new SearchHit(tr("base.search.none", text), "", NOWHERE)) : hits;
    }

    private void openFirst(String text) {
        hits(text.strip()).stream().findFirst().ifPresent(this::go);
    }

    private void go(SearchHit hit) {
        clear();
        if (!hit.path().equals(NOWHERE)) {
            // The text too, which the box holds on to while it has the focus.
            getElement().executeJs("this.opened = false; this._inputElementValue = ''; this.blur()");
            UI.getCurrent().navigate(hit.path());
        }
    }
}
