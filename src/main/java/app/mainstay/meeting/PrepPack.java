package app.mainstay.meeting;

import app.mainstay.base.pdf.PdfPages;
import app.mainstay.base.pdf.PdfPages.Fact;
import app.mainstay.base.ui.Formats;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.SignedIn;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Words;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One page before a meeting: what everybody should know who goes there. Features add to it, see {@link PrepSection}. */
@Service
@SignedIn
public class PrepPack {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    /** Rows of each section, fewer and fewer until it is one page. */
    private static final int[] ROWS = {10, 8, 6, 5, 4, 3, 2};

    /** A section that has something to say. */
    public record Part(String titleKey, List<PrepSection.Column> columns, List<PrepSection.Row> rows) {
    }

    /** @param facts names and values about the meeting itself, in the language */
    public record Pack(MeetingDetails meeting, String when, List<Fact> facts, List<Part> parts) {
    }

    private final Meetings meetings;
    private final List<PrepSection> sections;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final Clock clock;

    PrepPack(Meetings meetings, List<PrepSection> sections, SettingsService settings, CurrentUser currentUser, Clock clock) {
        this.meetings = meetings;
        this.sections = sections.stream().sorted(Comparator.comparingInt(PrepSection::order)).toList();
        this.settings = settings;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** What is known now. @throws NotFoundException when the meeting does not exist for this viewer */
    @Transactional(readOnly = true)
    public Pack get(long meetingId, Locale locale) {
        var meeting = meetings.get(meetingId);
        List<Part> parts = new ArrayList<>();
        for (var section : sections) {
            var rows = section.rows(meeting, ROWS[0], locale);
            if (!rows.isEmpty()) {
                parts.add(new Part(section.titleKey(), section.columns(), List.copyOf(rows)));
            }
        }
        return new Pack(meeting, when(meeting.draft(), locale), facts(meeting, locale), parts);
    }

    /** The same as a PDF of one page of A4; of long lists the first rows. @throws NotFoundException as {@link #get} */
    @Transactional(readOnly = true)
    public byte[] pdf(long meetingId, Locale locale) {
        var pack = get(meetingId, locale);
        byte[] file = null;
        for (int most : ROWS) {
            var pages = pages(pack, most, locale);
            file = pages.bytes();
            if (pages.count() == 1) {
                return file;
            }
        }
        return Objects.requireNonNull(file);
    }

    private PdfPages pages(Pack pack, int most, Locale locale) {
        var now = clock.instant();
        var pages = new PdfPages(pack.meeting().draft().subject(), pack.when(), Words.say("prep.foot", locale, currentUser.require().displayName(),
                Formats.dateTime(now, settings.zone(), locale)), now, locale);
        pages.facts(pack.facts());
        for (var part : pack.parts()) {
            pages.heading(Words.say(part.titleKey(), locale));
            pages.table(part.columns().stream().map(column -> new PdfPages.Column(Words.say(column.titleKey(), locale), column.share(), column.number())).toList(),
                    part.rows().stream().limit(most).map(PrepSection.Row::cells).toList());
            if (part.rows().size() > most) {
                pages.remark(Words.say("prep.more", locale));
            }
        }
        return pages;
    }

    private String when(MeetingDraft draft, Locale locale) {
        LocalDateTime start = Objects.requireNonNull(draft.start());
        LocalDateTime end = Objects.requireNonNull(draft.end());
        return Formats.date(start.toLocalDate(), locale) + " " + TIME.format(start) + "–" + (end.toLocalDate().equals(start.toLocalDate()) ? ""
                : Formats.date(end.toLocalDate(), locale) + " ") + TIME.format(end) + (settings.zone().getId().equals(draft.zone()) ? "" : " (" + draft.zone() + ")");
    }

    private static List<Fact> facts(MeetingDetails meeting, Locale locale) {
        List<Fact> facts = new ArrayList<>();
        var draft = meeting.draft();
        fact(facts, "meeting.accounts", meeting.accounts().stream().map(MeetingDetails.Account::name).collect(Collectors.joining(", ")), locale);
        fact(facts, "meeting.kind", Words.say(Objects.requireNonNull(draft.kind()).labelKey(), locale), locale);
        fact(facts, "meeting.place", draft.place(), locale);
        fact(facts, "meeting.link", draft.link(), locale);
        fact(facts, "prep.ours", meeting.attendees().stream().filter(attendee -> attendee.userId() != null)
                .map(attendee -> attendee.response() == Response.ACCEPTED ? attendee.name() : attendee.name() + " (" + Words.say(attendee.response().labelKey(), locale) + ")")
                .collect(Collectors.joining(", ")), locale);
        fact(facts, "meeting.purpose", draft.purpose(), locale);
        fact(facts, "feed.agenda", draft.agenda().stream().map(item -> Words.say("feed.agendaItem", locale, item.title(), item.minutes())).collect(Collectors.joining("\n")), locale);
        return facts;
    }

    private static void fact(List<Fact> facts, String key, @Nullable String value, Locale locale) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(Words.say(key, locale), value));
        }
    }
}
