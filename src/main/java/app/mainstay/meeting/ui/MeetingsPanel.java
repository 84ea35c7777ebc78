package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.files.FileItem;
import app.mainstay.meeting.MeetingRow;
import app.mainstay.meeting.MeetingState;
import app.mainstay.meeting.document.MeetingDocuments;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An account's meetings in two lists; more of them by a button. */
final class MeetingsPanel extends Div {

    private static final int STEP = 20;

    private final transient MeetingServices services;
    private final transient MeetingDocuments documents;
    private final long accountId;
    private final boolean mayPlan;
    private int coming = STEP;
    private int past = STEP;
    private int papers = STEP;

    MeetingsPanel(MeetingServices services, MeetingDocuments documents, long accountId, boolean mayPlan) {
        this.services = services;
        this.documents = documents;
        this.accountId = accountId;
        this.mayPlan = mayPlan;
        addClassName("account-meetings");
        reload();
    }

    void reload() {
        if (!services.accounts().sees(accountId)) {
            return;
        }
        var now = services.clock().instant();
        // One more than is shown tells whether there is more.
        var ahead = services.calendar().ahead(accountId, now, coming + 1);
        var before = services.calendar().past(accountId, now, Set.of(), past + 1);
        removeAll();
        var calendar = new Anchor(MeetingNavigation.CALENDAR + "?view=month&account=" + Ids.text(accountId), tr("meeting.account.inCalendar"));
        var head = new Div(calendar);
        head.addClassName("tab-head");
        if (mayPlan) {
            var plan = new Button(tr("meeting.account.plan"), Icons.ADD.create(), click -> getUI().ifPresent(ui -> MeetingNavigation.plan(ui, Map.of(MeetingNavigation.ACCOUNT, Ids.text(accountId)))));
            plan.addThemeVariants(ButtonVariant.SMALL);
            head.add(plan);
        }
        add(head);
        if (ahead.isEmpty() && before.isEmpty()) {
            add(new Empty(tr("meeting.account.empty")));
            return;
        }
        add(new H3(tr("meeting.account.coming")));
        if (ahead.isEmpty()) {
            var none = new Paragraph(tr("meeting.account.none"));
            none.addClassName("secondary");
            add(none);
        } else {
            add(list(ahead, coming));
        }
        if (ahead.size() > coming) {
            add(more("meeting.account.later", () -> coming += STEP));
        }
        if (!before.isEmpty()) {
            add(new H3(tr("meeting.account.past")), list(before, past));
        }
        if (before.size() > past) {
            add(more("meeting.account.earlier", () -> past += STEP));
        }
        showDocuments();
    }

    private void showDocuments() {
        var found = documents.ofAccount(accountId, papers + 1);
        if (found.isEmpty()) {
            return;
        }
        var list = new UnorderedList();
        list.addClassName("documents");
        found.stream().limit(papers).forEach(document -> list.add(new FileItem(document.file(), new Span(
                new Span(Formats.size(document.file().size(), getLocale()) + " · " + Formats.dateTime(document.file().uploadedAt(), services.zone().get(), getLocale()) + " · "),
                new Anchor(MeetingNavigation.meeting(document.meetingId()), document.subject())))));
        add(new H3(tr("meeting.account.documents")), list);
        if (found.size() > papers) {
            add(more("note.file.older", () -> papers += STEP));
        }
    }

    private Button more(String key, Runnable step) {
        var more = new Button(tr(key), click -> {
            step.run();
            reload();
        });
        more.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        return more;
    }

    private UnorderedList list(List<MeetingRow> rows, int limit) {
        var list = new UnorderedList();
        list.addClassName("meeting-list");
        rows.stream().limit(limit).forEach(row -> list.add(new ListItem(link(row))));
        return list;
    }

    private Anchor link(MeetingRow row) {
        var zone = services.zone().get();
        var look = KindLook.of(row.kind());
        var when = new Span(MeetingTexts.span(LocalDateTime.ofInstant(row.startsAt(), zone), LocalDateTime.ofInstant(row.endsAt(), zone), getLocale()));
        when.addClassName("agenda-time");
        var kind = new Span(look.icon.create(), new Span(tr(row.kind().labelKey())));
        kind.addClassNames("kind-mark", look.className());
        var subject = new Span(row.subject());
        subject.addClassName("agenda-title");
        var about = new Span(Stream.of(row.hostName(), row.place()).filter(text -> text != null && !text.isEmpty()).collect(Collectors.joining(" · ")));
        about.addClassName("secondary");
        var texts = new Span(subject, about);
        texts.addClassName("agenda-texts");
        var link = new Anchor(MeetingNavigation.meeting(row.id()), when, kind, texts);
        // That it lies ahead and is planned says the heading.
        if (row.state() != MeetingState.PLANNED || !row.endsAt().isAfter(services.clock().instant())) {
            link.add(MeetingTexts.state(row.state()));
        }
        return link;
    }
}
