package app.mainstay.meeting;

import app.mainstay.account.AccountService;
import app.mainstay.account.Timeline;
import app.mainstay.base.Changes;
import app.mainstay.security.CurrentUser;
import app.mainstay.settings.SettingsService;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What follows from a change: people are told, accounts' stories and facts go on, open screens hear of it. In the caller's transaction. */
@Component
class MeetingNews {

    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final MeetingFacts facts;
    private final Timeline timeline;
    private final SettingsService settings;
    private final CurrentUser currentUser;
    private final ApplicationEventPublisher events;
    private final Changes changes;
    private final Clock clock;

    MeetingNews(MeetingFacts facts, Timeline timeline, SettingsService settings, CurrentUser currentUser, ApplicationEventPublisher events, Changes changes, Clock clock) {
        this.facts = facts;
        this.timeline = timeline;
        this.settings = settings;
        this.currentUser = currentUser;
        this.events = events;
        this.changes = changes;
        this.clock = clock;
    }

    void told(Meeting meeting, MeetingDraft before, MeetingDraft clean, boolean moved, boolean series, Instant now, @Nullable Long by) {
        Set<Long> known = new HashSet<>(before.people());
        known.add(Objects.requireNonNull(before.hostId()));
        if (moved) {
            story(clean.accounts(), series ? "meeting.movedSeries" : "meeting.moved", meeting, text(Objects.requireNonNull(before.start()), Objects.requireNonNull(before.zone())),
                    text(Objects.requireNonNull(clean.start()), Objects.requireNonNull(clean.zone())));
            var still = others(clean, Set.of()).stream().filter(known::contains).toList();
            events.publishEvent(new Meetings.Moved(meeting.id(), clean.subject(), before.start(), clean.start(), Objects.requireNonNull(clean.zone()), series, still, by, now));
        } else if (!before.subject().equals(clean.subject()) || !Objects.equals(before.place(), clean.place()) || !Objects.equals(before.link(), clean.link())
                || !Objects.equals(before.purpose(), clean.purpose()) || !before.hostId().equals(clean.hostId())) {
            var still = others(clean, Set.of()).stream().filter(known::contains).toList();
            if (!still.isEmpty()) {
                events.publishEvent(new Meetings.Changed(meeting.id(), clean.subject(), Objects.requireNonNull(clean.start()), Objects.requireNonNull(clean.zone()), series, still, by, now));
            }
        }
        var stays = Set.copyOf(clean.people());
        var gone = others(known.stream().filter(user -> !stays.contains(user) && !user.equals(clean.hostId())).toList());
        if (!gone.isEmpty()) {
            events.publishEvent(new Meetings.Uninvited(meeting.id(), clean.subject(), Objects.requireNonNull(before.start()), Objects.requireNonNull(before.zone()), series, gone, by, now));
        }
        var invited = others(clean, known);
        if (!invited.isEmpty()) {
            events.publishEvent(new Meetings.Planned(meeting.id(), clean.subject(), Objects.requireNonNull(clean.start()), Objects.requireNonNull(clean.zone()), series, invited, by, now));
        }
    }

    /** Who takes part, but for whoever acts and those known already. */
    List<Long> others(MeetingDraft draft, Set<Long> known) {
        Set<Long> all = new HashSet<>(draft.people());
        all.add(Objects.requireNonNull(draft.hostId()));
        all.removeAll(known);
        return others(all);
    }

    List<Long> others(Collection<Long> users) {
        Long by = currentUser.currentActor().orElse(null);
        return users.stream().filter(user -> !user.equals(by)).sorted().toList();
    }

    void story(Collection<Long> accounts, String kind, Meeting meeting, String... times) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("subject", meeting.subject());
        for (int i = 0; i < times.length; i++) {
            parameters.put("time" + i, times[i]);
        }
        accounts.stream().sorted().forEach(account -> timeline.record(account, clock.instant(), kind, meeting.id(), parameters));
    }

    /** The zone is named where it is not the company's. */
    String text(LocalDateTime time, String zone) {
        return TIME.format(time) + (zone.equals(settings.current().zone()) ? "" : " (" + zone + ")");
    }

    void settle(Collection<Long> meetings, Collection<Long> accounts) {
        facts.refresh(accounts);
        meetings.forEach(id -> changes.announce(Meetings.CHANGED, id));
        accounts.forEach(id -> changes.announce(AccountService.CHANGED, id));
    }
}
