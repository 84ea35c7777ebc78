package app.mainstay.meeting.ui;

import app.mainstay.base.Documents;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.files.FilesPanel;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.document.MeetingDocuments;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The documents of the meeting. */
@Component
class DocumentsPart implements MeetingPart {

    private final Documents documents;
    private final MeetingServices services;

    DocumentsPart(Documents documents, MeetingServices services) {
        this.documents = documents;
        this.services = services;
    }

    @Override
    public String titleKey() {
        return "meeting.documents";
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public com.vaadin.flow.component.Component create(MeetingDetails meeting) {
        long id = Objects.requireNonNull(meeting.draft().id());
        var panel = new FilesPanel(MeetingDocuments.of(id), documents, services.zone().get());
        Live.rows(panel, services.changes(), MeetingDocuments.CHANGED, changed -> changed == id && services.meetings().sees(id), changed -> panel.reload());
        return panel;
    }
}
