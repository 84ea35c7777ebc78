package app.mainstay.base.ui.list;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.list.ListExport;
import app.mainstay.base.ui.Icons;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.server.streams.DownloadHandler;
import java.util.function.Function;

/** What one does with the whole list: export of exactly what is shown, and looking at it from its end. */
final class ListMenu extends Div {

    ListMenu(Function<ListExport.Format, DownloadHandler> export, Runnable lastFirst) {
        var button = new Button(Icons.MORE.create());
        button.setAriaLabel(tr("list.menu"));
        button.setTooltipText(tr("list.menu"));
        button.addThemeVariants(ButtonVariant.TERTIARY);
        var popover = new Popover();
        popover.setTarget(button);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setAriaLabel(tr("list.menu"));
        popover.setAutofocus(true);
        var offer = new Div();
        offer.addClassName("filter-offer");
        popover.addOpenedChangeListener(event -> {
            offer.removeAll();
            if (event.isOpened()) {
                offer.add(link(popover, "list.export.xlsx", export.apply(ListExport.Format.XLSX)),
                        link(popover, "list.export.csv", export.apply(ListExport.Format.CSV)), last(popover, lastFirst));
            }
        });
        popover.add(offer);
        add(button, popover);
    }

    private static Component link(Popover popover, String labelKey, DownloadHandler handler) {
        var link = new Anchor(handler, "");
        link.add(Icons.DOWNLOAD.create());
        link.add(tr(labelKey));
        link.addClassName("offer-link");
        return link;
    }

    private static Component last(Popover popover, Runnable lastFirst) {
        var last = new Button(tr("list.lastFirst"), Icons.SWAP.create(), click -> {
            popover.close();
            lastFirst.run();
        });
        last.addThemeVariants(ButtonVariant.TERTIARY);
        return last;
    }
}
