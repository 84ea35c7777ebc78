package app.mainstay.account.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.AccountService;
import app.mainstay.account.Lifecycle;
import app.mainstay.account.TeamRole;
import app.mainstay.account.Tier;
import app.mainstay.account.Timeline;
import app.mainstay.account.TimelineEntry;
import app.mainstay.base.Changes;
import app.mainstay.base.ui.Choices;
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Reasons;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.Ids;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.data.provider.Query;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The account's story, newest first, older ones on request. */
@Component
class TimelineTab implements AccountTab {

    private static final int PAGE = 30;
    private static final String KIND = "kind";
    private static final String PERSON = "person";

    private final Timeline timeline;
    private final AccountService accounts;
    private final SettingsService settings;
    private final Changes changes;

    TimelineTab(Timeline timeline, AccountService accounts, SettingsService settings, Changes changes) {
        this.timeline = timeline;
        this.accounts = accounts;
        this.settings = settings;
        this.changes = changes;
    }

    @Override
    public String titleKey() {
        return "timeline.title";
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public com.vaadin.flow.component.Component create(AccountDetails account) {
        var content = new Content(account.id());
        Live.rows(content, changes, AccountService.CHANGED, id -> id == account.id() && accounts.sees(id), id -> content.reload());
        return content;
    }

    /** Kinds that people call by one word. */
    private record KindChoice(String label, Set<String> kinds) {
    }

    private final class Content extends Div implements AfterNavigationObserver {

        private final long accountId;
        private final UnorderedList list = new UnorderedList();
        private final Button older = new Button(tr("timeline.older"));
        private final ComboBox<KindChoice> kind = Choices.only(new ComboBox<>(tr("timeline.filter.kind")));
        private final ComboBox<Timeline.Actor> person = Choices.only(new ComboBox<>(tr("timeline.filter.person")));
        private final Div filter = new Div(kind, person);
        private final Div story = new Div();
        private Timeline.@Nullable Asked asked;
        private Timeline.@Nullable Position last;
        /** Read with all that the page asks at once; what the address wants is known later, and is all as a rule. */
        private transient @Nullable List<TimelineEntry> newest;

        Content(long accountId) {
            this.accountId = accountId;
            newest = timeline.page(accountId, Timeline.Asked.ALL, null, PAGE + 1);
            list.addClassName("timeline");
            older.addThemeVariants(ButtonVariant.TERTIARY);
            older.addClickListener(click -> load());
            filter.addClassName("timeline-filter");
            kind.setItemLabelGenerator(KindChoice::label);
            kind.setClearButtonVisible(true);
            // Asked when they are opened: the whole story has to be gone through for what there is to choose.
            kind.setItems(query -> chosen(kinds().stream(), KindChoice::label, query));
            kind.addValueChangeListener(event -> chosen(event.isFromClient()));
            person.setItemLabelGenerator(Timeline.Actor::name);
            person.setClearButtonVisible(true);
            person.setItems(query -> chosen(timeline.actors(accountId).stream(), Timeline.Actor::name, query));
            person.addValueChangeListener(event -> chosen(event.isFromClient()));
            add(filter, story);
        }

        @Override
        protected void onAttach(AttachEvent event) {
            // Opened later than the page, it hears of no navigation.
            event.getUI().beforeClientResponse(this, context -> {
                if (asked == null) {
                    read(event.getUI().getActiveViewLocation());
                }
            });
        }

        @Override
        public void afterNavigation(AfterNavigationEvent event) {
            read(event.getLocation());
        }

        /** The address says what is asked for; what it says wrongly is not asked. */
        private void read(Location location) {
            var parameters = location.getQueryParameters();
            kind.setValue(parameters.getSingleParameter(KIND).flatMap(wanted -> kinds().stream().filter(one -> one.kinds().contains(wanted)).findFirst())
                    .orElse(null));
            person.setValue(parameters.getSingleParameter(PERSON).flatMap(Ids::parse)
                    .flatMap(wanted -> timeline.actors(accountId).stream().filter(one -> one.id() == wanted).findFirst()).orElse(null));
            asked = chosen();
            reload();
        }

        private List<KindChoice> kinds() {
            Map<String, Set<String>> byLabel = new TreeMap<>();
            timeline.kinds(accountId).forEach(one -> byLabel.computeIfAbsent(label(one), none -> new TreeSet<>()).add(one));
            return byLabel.entrySet().stream().map(entry -> new KindChoice(entry.getKey(), entry.getValue())).toList();
        }

        private static <T> Stream<T> chosen(Stream<T> all, Function<T, String> label, Query<T, String> query) {
            String text = query.getFilter().orElse("").toLowerCase(Locale.ROOT);
            return all.filter(one -> label.apply(one).toLowerCase(Locale.ROOT).contains(text)).skip(query.getOffset()).limit(query.getLimit());
        }

        private Timeline.Asked chosen() {
            return new Timeline.Asked(kind.getOptionalValue().map(KindChoice::kinds).orElse(Set.of()),
                    person.getOptionalValue().map(Timeline.Actor::id).orElse(null));
        }

        private void chosen(boolean byTheUser) {
            if (!byTheUser) {
                return;
            }
            // The way to what the address says leads back here, see read.
            getUI().ifPresent(ui -> {
                var location = ui.getActiveViewLocation();
                Map<String, List<String>> parameters = new LinkedHashMap<>(location.getQueryParameters().getParameters());
                parameters.remove(KIND);
                parameters.remove(PERSON);
                kind.getOptionalValue().ifPresent(one -> parameters.put(KIND, List.of(one.kinds().iterator().next())));
                person.getOptionalValue().ifPresent(one -> parameters.put(PERSON, List.of(Ids.text(one.id()))));
                ui.navigate(location.getPath(), new QueryParameters(parameters));
            });
        }

        void reload() {
            story.removeAll();
            list.removeAll();
            last = null;
            load();
            boolean empty = list.getChildren().findAny().isEmpty();
            boolean filtered = !Timeline.Asked.ALL.equals(asked);
            filter.setVisible(filtered || !empty);
            if (empty) {
                story.add(new Empty(tr(filtered ? "timeline.noMatch" : "timeline.empty")));
            } else {
                story.add(list, older);
            }
        }

        private void load() {
            // One more than shown tells whether there are older ones.
            var wanted = asked == null ? Timeline.Asked.ALL : asked;
            List<TimelineEntry> page = newest != null && last == null && Timeline.Asked.ALL.equals(wanted) ? newest : timeline.page(accountId, wanted, last, PAGE + 1);
            newest = null;
            page.stream().limit(PAGE).forEach(entry -> {
                list.add(item(entry));
                last = new Timeline.Position(entry.occurredAt(), entry.id());
            });
            older.setVisible(page.size() > PAGE);
        }

        private ListItem item(TimelineEntry entry) {
            var what = new Span(text(entry));
            var who = new Span((entry.actorName() == null ? tr("timeline.system") : entry.actorName()) + " · "
                    + Formats.dateTime(entry.occurredAt(), settings.zone(), getLocale()));
            who.addClassName("secondary");
            return new ListItem(what, who);
        }
    }

    /** The sentence in the reader's language; a key of an enumeration among the parameters is labelled. */
    static String text(TimelineEntry entry) {
        Map<String, String> parameters = entry.parameters();
        return switch (entry.kind()) {
            case "account.tier" -> parameters.getOrDefault("reason", "").isEmpty()
                    ? tr("timeline.account.tier", tier(parameters.get("from")), tier(parameters.get("to")))
                    : tr("timeline.account.tier.because", tier(parameters.get("from")), tier(parameters.get("to")), Reasons.text(parameters.get("reason")),
                            asOf(parameters));
            case "account.lifecycle" -> tr("timeline.account.lifecycle", lifecycle(parameters.get("from")), lifecycle(parameters.get("to")),
                    Reasons.text(parameters.get("reason")), asOf(parameters));
            case "account.savePlan" -> tr("timeline.account.savePlan", parameters.getOrDefault("owner", ""), day(parameters.get("due")));
            case "account.changed" -> tr("timeline.account.changed", Arrays.stream(parameters.getOrDefault("fields", "").split(","))
                    .filter(field -> !field.isEmpty()).map(field -> tr("account." + field)).collect(Collectors.joining(tr("base.listSeparator"))));
            case "account.assigned" -> parameters.getOrDefault("reason", "").isEmpty()
                    ? tr("timeline.account.assigned", parameters.getOrDefault("from", ""), parameters.getOrDefault("to", ""))
                    : tr("timeline.account.assigned.because", parameters.getOrDefault("from", ""), parameters.getOrDefault("to", ""), parameters.get("reason"));
            case "account.joined" -> tr("timeline.account.joined", parameters.getOrDefault("name", ""), role(parameters.get("role")));
            case "account.left" -> tr("timeline.account.left", parameters.getOrDefault("name", ""), role(parameters.get("role")));
            case "account.contact.succeeded" -> tr("timeline.account.contact.succeeded", parameters.getOrDefault("from", ""), parameters.getOrDefault("to", ""));
            default -> tr("timeline." + entry.kind(), parameters.values().stream().map(value -> Formats.written(value, UI.getCurrent().getLocale())).toArray());
        };
    }

    private static String role(@Nullable String code) {
        return Arrays.stream(TeamRole.values()).filter(role -> role.name().equals(code)).findFirst().map(role -> tr(role.labelKey())).orElse("");
    }

    /** What people call a kind; a room that gives its kinds no word has them among the rest. */
    private static String label(String kind) {
        String key = "timeline.kind." + kind;
        String label = tr(key);
        return label.contains(key) ? tr("timeline.kind.other") : label;
    }

    private static String asOf(Map<String, String> parameters) {
        return parameters.containsKey("on") ? tr("timeline.asOf", day(parameters.get("on"))) : "";
    }

    private static String day(@Nullable String day) {
        return day == null ? "" : Formats.written(day, UI.getCurrent().getLocale());
    }

    private static String lifecycle(@Nullable String code) {
        return Arrays.stream(Lifecycle.values()).filter(one -> one.name().equals(code)).findFirst().map(one -> tr(one.labelKey())).orElse("");
    }

    private static String tier(@Nullable String code) {
        return Arrays.stream(Tier.values()).filter(tier -> tier.name().equals(code)).findFirst().map(tier -> tr(tier.labelKey()))
                .orElseGet(() -> tr("account.noTier"));
    }
}
