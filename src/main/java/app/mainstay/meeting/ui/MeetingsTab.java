package app.mainstay.meeting.ui;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.ui.Live;
import app.mainstay.meeting.Meetings;
import app.mainstay.meeting.document.MeetingDocuments;
import org.springframework.stereotype.Component;

/** The account's meetings, those to come and those past. */
@Component
class MeetingsTab implements AccountTab {

    private final MeetingServices services;
    private final MeetingDocuments documents;

    MeetingsTab(MeetingServices services, MeetingDocuments documents) {
        this.services = services;
        this.documents = documents;
    }

    @Override
    public String titleKey() {
        return "meeting.tab";
    }

    @Override
    public String name() {
        return MeetingNavigation.TAB;
    }

    @Override
    public int order() {
        return 5;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        long id = account.id();
        var panel = new MeetingsPanel(services, documents, id, account.mayEdit());
        Live.list(panel, services.changes(), Meetings.CHANGED, changed -> services.accounts().sees(id), panel::reload);
        Live.list(panel, services.changes(), MeetingDocuments.CHANGED, changed -> services.accounts().sees(id), panel::reload);
        return panel;
    }
}
