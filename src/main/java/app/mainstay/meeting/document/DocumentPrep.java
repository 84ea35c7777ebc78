package app.mainstay.meeting.document;

import app.mainstay.base.Documents;
import app.mainstay.base.ui.Formats;
import app.mainstay.meeting.MeetingDetails;
import app.mainstay.meeting.PrepSection;
import app.mainstay.settings.SettingsService;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What to read before, or to take along. */
@Component
class DocumentPrep implements PrepSection {

    private final Documents documents;
    private final SettingsService settings;

    DocumentPrep(Documents documents, SettingsService settings) {
        this.documents = documents;
        this.settings = settings;
    }

    @Override
    public String titleKey() {
        return "prep.documents";
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.of("prep.document", 58), Column.of("prep.document.by", 18), Column.of("prep.on", 14), new Column("prep.document.size", 10, true));
    }

    @Override
    public int order() {
        return 40;
    }

    @Override
    public List<Row> rows(MeetingDetails meeting, int most, Locale locale) {
        return documents.page(MeetingDocuments.of(Objects.requireNonNull(meeting.draft().id())), null, most).stream().map(document -> {
            var file = document.file();
            return Row.of(file.isShown() ? file.address() + "?show=true" : file.address(), file.name(), Objects.requireNonNullElse(document.uploader(), ""),
                    Formats.date(file.uploadedAt(), settings.zone(), locale), Formats.size(file.size(), locale));
        }).toList();
    }
}
