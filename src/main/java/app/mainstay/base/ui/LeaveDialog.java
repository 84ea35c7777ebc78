package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import com.vaadin.flow.component.confirmdialog.ConfirmDialog;

/** Asks what shall become of the changes in a form that is being left. */
public final class LeaveDialog extends ConfirmDialog {

    /** @param keep leaves with a draft, {@code discard} without, {@code stay} not at all */
    public LeaveDialog(Runnable keep, Runnable discard, Runnable stay) {
        super(tr("draft.leave.title"), tr("draft.leave.text"), tr("draft.leave.keep"), confirm -> keep.run());
        setWidth("min(520px, 92vw)");
        setCancelable(true);
        setCancelText(tr("draft.leave.stay"));
        setRejectable(true);
        setRejectText(tr("draft.discard"));
        addCancelListener(cancel -> stay.run());
        addRejectListener(reject -> discard.run());
    }
}
