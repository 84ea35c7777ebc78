package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.Sight;
import app.mainstay.base.ui.Formats;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.ZoneId;
import java.util.List;

/** The rules that let the viewer see an account. */
final class WhyDialog extends Dialog {

    WhyDialog(List<Sight> why, ZoneId zone) {
        setHeaderTitle(tr("account.why"));
        setWidth("min(480px, 96vw)");
        var list = new UnorderedList();
        list.addClassName("why");
        why.forEach(sight -> list.add(new ListItem(tr(sight.rule().labelKey(), sight.name(), Formats.date(sight.until(), zone, getLocale())))));
        add(list);
        getFooter().add(new Button(tr("base.close"), click -> close()));
    }
}
