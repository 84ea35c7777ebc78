package app.mainstay.meeting.ui;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.ui.AccountTab;
import app.mainstay.base.ui.Live;
import app.mainstay.meeting.Meetings;
import org.springframework.stereotype.Component;

/** The account's meetings, those to come and those past. */
@Component
class MeetingsTab implements AccountTab {

    private final MeetingServices services;

    MeetingsTab(MeetingServices services) {
        this.services = services;
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
        var panel = new MeetingsPanel(services, id, account.mayEdit());
        Live.list(panel, services.changes(), Meetings.CHANGED, changed -> services.accounts().sees(id), panel::reload);
        return panel;
    }
}
