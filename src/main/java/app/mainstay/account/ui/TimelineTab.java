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
import app.mainstay.base.ui.Empty;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Live;
import app.mainstay.base.ui.Reasons;
import app.mainstay.settings.SettingsService;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The account's story, newest first, older ones on request. */
@Component
class TimelineTab implements AccountTab {

    private static final int PAGE = 30;

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

    private final class Content extends Div {

        private final long accountId;
        private final UnorderedList list = new UnorderedList();
        private final Button older = new Button(tr("timeline.older"));
        private Timeline.@Nullable Position last;

        Content(long accountId) {
            this.accountId = accountId;
            list.addClassName("timeline");
            older.addThemeVariants(ButtonVariant.TERTIARY);
            older.addClickListener(click -> load());
            reload();
        }

        void reload() {
            removeAll();
            list.removeAll();
            last = null;
            load();
            if (list.getChildren().findAny().isEmpty()) {
                add(new Empty(tr("timeline.empty")));
            } else {
                add(list, older);
            }
        }

        private void load() {
            // One more than shown tells whether there are older ones.
            List<TimelineEntry> page = timeline.page(accountId, last, PAGE + 1);
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
            default -> tr("timeline." + entry.kind(), parameters.values().toArray());
        };
    }

    private static String role(@Nullable String code) {
        return Arrays.stream(TeamRole.values()).filter(role -> role.name().equals(code)).findFirst().map(role -> tr(role.labelKey())).orElse("");
    }

    private static String asOf(Map<String, String> parameters) {
        return parameters.containsKey("on") ? tr("timeline.asOf", day(parameters.get("on"))) : "";
    }

    private static String day(@Nullable String day) {
        return day == null ? "" : Formats.date(LocalDate.parse(day), UI.getCurrent().getLocale());
    }

    private static String lifecycle(@Nullable String code) {
        return Arrays.stream(Lifecycle.values()).filter(one -> one.name().equals(code)).findFirst().map(one -> tr(one.labelKey())).orElse("");
    }

    private static String tier(@Nullable String code) {
        return Arrays.stream(Tier.values()).filter(tier -> tier.name().equals(code)).findFirst().map(tier -> tr(tier.labelKey()))
                .orElseGet(() -> tr("account.noTier"));
    }
}
