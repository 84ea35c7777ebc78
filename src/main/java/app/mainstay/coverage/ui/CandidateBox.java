package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Formats;
import app.mainstay.coverage.Capacity;
import app.mainstay.coverage.Capacity.Candidate;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.renderer.Renderer;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Supplier;

/** Whom one may make a representative: who has room stands first, and each says how much they carry. */
final class CandidateBox {

    private CandidateBox() {
    }

    /** @param accounts those in question; none for a new one */
    static ComboBox<Candidate> create(String label, Capacity capacity, Supplier<Collection<Long>> accounts) {
        var box = new ComboBox<Candidate>(label);
        box.setItemLabelGenerator(Candidate::name);
        box.setRenderer(renderer(UI.getCurrent().getLocale()));
        box.setItems(query -> capacity.candidates(query.getFilter().orElse(""), accounts.get(), query.getOffset(), query.getLimit()).stream());
        box.addClassName("candidates");
        box.addValueChangeListener(change -> box.setHelperText(change.getValue() == null ? "" : sentence(change.getValue(), UI.getCurrent().getLocale())));
        return box;
    }

    /** How much they carry and whether they are here. */
    static String sentence(Candidate candidate, Locale locale) {
        String load = tr("coverage.carries", candidate.load().points(), candidate.load().capacity());
        return candidate.load().absence() == null ? load : load + tr("base.listSeparator") + away(candidate, locale);
    }

    private static String away(Candidate candidate, Locale locale) {
        var absence = candidate.load().absence();
        return absence == null ? "" : tr("coverage.away", Formats.date(absence.until(), locale));
    }

    /** What speaks against them. */
    private static String against(Candidate candidate, Locale locale) {
        String away = away(candidate, locale);
        String over = candidate.wouldExceed() ? tr("coverage.wouldExceed") : "";
        return away.isEmpty() || over.isEmpty() ? away + over : over + tr("base.listSeparator") + away;
    }

    private static Renderer<Candidate> renderer(Locale locale) {
        return LitRenderer.<Candidate>of("""
                <div class="candidate">
                  <div class="candidate-who"><span>${item.name}</span><span class="secondary">${item.unit}</span></div>
                  <div class="load ${item.over ? 'load-over' : ''}"><div class="load-track"><div class="load-fill" style="inline-size:${item.share}%"></div></div>
                  <span class="load-text">${item.load}</span></div>
                  ${item.away ? html`<span class="candidate-away">${item.away}</span>` : ''}
                </div>""")
                .withProperty("name", Candidate::name)
                .withProperty("unit", Candidate::unitName)
                .withProperty("over", Candidate::wouldExceed)
                .withProperty("share", candidate -> LoadBar.share(candidate.load()))
                .withProperty("load", candidate -> tr("coverage.load", candidate.load().points(), candidate.load().capacity()))
                .withProperty("away", candidate -> against(candidate, locale));
    }
}
