package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.coverage.Capacity;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;

/** What somebody carries against what they can: a bar that begins at zero, with its numbers beside it. */
final class LoadBar extends Div {

    LoadBar(Capacity.Load load) {
        addClassName("load");
        var fill = new Div();
        fill.addClassName("load-fill");
        fill.getStyle().set("inline-size", share(load) + "%");
        var track = new Div(fill);
        track.addClassName("load-track");
        var text = new Span(tr("coverage.load", load.points(), load.capacity()));
        text.addClassName("load-text");
        add(track, text);
        setClassName("load-over", load.overloaded());
        setTitle(tr("coverage.load.title", load.strategic(), load.core(), load.standard(), load.other()));
    }

    static int share(Capacity.Load load) {
        return load.capacity() == 0 ? load.points() == 0 ? 0 : 100 : (int) Math.min(100, Math.round(100.0 * load.points() / load.capacity()));
    }
}
