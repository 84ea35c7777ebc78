package app.mainstay.account.ui.duplicate;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountDraft;
import app.mainstay.account.duplicate.Duplicates;
import app.mainstay.account.duplicate.MergeDraft;
import app.mainstay.account.duplicate.MergeSide;
import app.mainstay.account.duplicate.Merging;
import app.mainstay.account.duplicate.PairState;
import app.mainstay.account.ui.AccountNavigation;
import app.mainstay.base.ui.Form;
import app.mainstay.base.ui.Formats;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.shared.Coded;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.RolesAllowed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;

/** Two accounts beside each other: which one remains, and field by field whose value. */
@Route(DuplicateNavigation.MERGE)
@RolesAllowed({"MANAGER", "DIRECTOR"})
public class MergeView extends Page implements BeforeEnterObserver {

    private static final String TAGS = "tags";
    private static final String NOTHING = "–";

    enum Pick { ONE, OTHER, BOTH }

    private final transient Merging merging;
    private final transient Duplicates duplicates;
    private final transient CodeLists codes;
    private final Button merge;
    private final Button dismiss;
    private transient @Nullable MergeSide one;
    private transient @Nullable MergeSide other;
    private transient Form form = new Form();
    private final RadioButtonGroup<Pick> keep = new RadioButtonGroup<>();
    private final Map<String, RadioButtonGroup<Pick>> picks = new LinkedHashMap<>();
    private final Div moves = new Div();

    public MergeView(Merging merging, Duplicates duplicates, CodeLists codes) {
        super(tr("merge.title"));
        this.merging = merging;
        this.duplicates = duplicates;
        this.codes = codes;
        var back = new Anchor(DuplicateNavigation.LIST, tr("duplicate.list"));
        back.addClassName("above-link");
        above(back);
        dismiss = new Button(tr("merge.dismiss"), click -> dismiss());
        merge = new Button(tr("merge.now"), click -> confirm());
        merge.addThemeVariants(ButtonVariant.PRIMARY);
        keep.setLabel(tr("merge.keep"));
        keep.setHelperText(tr("merge.keep.help"));
        keep.setItemLabelGenerator(pick -> side(pick).account().draft().name() + " · " + side(pick).account().primaryRepName() + " · " + side(pick).account().unitName());
        keep.addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                propose();
            }
        });
        Shortcuts.addShortcutListener(this, this::confirm, Key.ENTER, KeyModifier.CONTROL).listenOn(this);
        body.addClassNames("narrow", "merge");
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        long oneId = event.getRouteParameters().get("id").flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        long otherId = event.getRouteParameters().get("other").flatMap(Ids::parse).orElseThrow(NotFoundException::new);
        read(oneId, otherId);
        keep.setValue(Pick.ONE);
        propose();
    }

    private void read(long oneId, long otherId) {
        one = merging.side(oneId);
        other = merging.side(otherId);
        keep.setItems(Pick.ONE, Pick.OTHER);
        show();
    }

    private MergeSide side(Pick pick) {
        return Objects.requireNonNull(pick == Pick.ONE ? one : other);
    }

    private Pick kept() {
        return keep.getValue() == Pick.OTHER ? Pick.OTHER : Pick.ONE;
    }

    private Pick ending() {
        return kept() == Pick.ONE ? Pick.OTHER : Pick.ONE;
    }

    private void show() {
        body.removeAll();
        picks.clear();
        form = new Form();
        MergeSide first = side(Pick.ONE);
        MergeSide second = side(Pick.OTHER);
        long oneId = first.account().id();
        long otherId = second.account().id();
        var pair = duplicates.find(oneId, otherId);
        var reasons = duplicates.reasons(oneId, otherId);
        facts(link(first), link(second));
        if (!reasons.isEmpty()) {
            body.add(new Paragraph(tr("merge.why", reasons.stream().map(reason -> tr(reason.labelKey())).collect(Collectors.joining(tr("base.listSeparator"))))));
        }
        if (pair.isPresent() && pair.get().state() == PairState.DISMISSED) {
            body.add(new Paragraph(tr(PairState.DISMISSED.labelKey()) + " · " + pair.get().decidedBy()));
        }
        body.add(keep, form);
        var same = new DescriptionList();
        for (String field : Merging.FIELDS) {
            String mine = text(first, field);
            String theirs = text(second, field);
            String label = tr("account." + field);
            if (!mine.equals(theirs)) {
                var group = new RadioButtonGroup<Pick>(label);
                group.setItems(field.equals(TAGS) ? List.of(Pick.ONE, Pick.OTHER, Pick.BOTH) : List.of(Pick.ONE, Pick.OTHER));
                group.setItemLabelGenerator(pick -> switch (pick) {
                    case ONE -> mine.isEmpty() ? NOTHING : mine;
                    case OTHER -> theirs.isEmpty() ? NOTHING : theirs;
                    case BOTH -> tr("merge.both");
                });
                // The whole width for each, so that the two values stand beside each other.
                group.getElement().setAttribute("colspan", "2");
                picks.put(field, form.field(field, group, pick -> pick == Pick.ONE ? mine : theirs));
            } else if (!mine.isEmpty()) {
                same.add(new DescriptionList.Term(label), new DescriptionList.Description(mine));
            }
        }
        if (same.getChildren().findAny().isPresent()) {
            body.add(new H2(tr("merge.same")), same);
        }
        moves.removeAll();
        body.add(new H2(tr("merge.moves")), moves);
        var foot = new Div(dismiss, merge);
        foot.addClassName("form-foot");
        body.add(foot);
        List<Problem> obstacles = merging.obstacles(oneId, otherId);
        form.show(obstacles);
        merge.setEnabled(obstacles.isEmpty());
        dismiss.setVisible(pair.isEmpty() || pair.get().state() == PairState.OPEN);
    }

    private static Span link(MergeSide side) {
        var link = new Anchor(AccountNavigation.account(side.account().id()), side.account().draft().name(), AnchorTarget.BLANK);
        var fact = new Span(link);
        fact.addClassName("fact");
        return fact;
    }

    /** Whatever is filled in, of the account that remains before the other one. */
    private void propose() {
        picks.forEach((field, group) -> group.setValue(field.equals(TAGS) ? Pick.BOTH : text(side(kept()), field).isEmpty() ? ending() : kept()));
        moves.setText(holdings());
        form.read();
        form.show(merging.obstacles(side(ending()).account().id(), side(kept()).account().id()));
    }

    private String holdings() {
        var holdings = side(ending()).holdings();
        return holdings.isEmpty() ? tr("merge.nothing")
                : holdings.stream().map(holding -> tr(holding.labelKey(), holding.count())).collect(Collectors.joining(tr("base.listSeparator")));
    }

    private String text(MergeSide side, String field) {
        AccountDraft draft = side.account().draft();
        var locale = getLocale();
        String text = switch (field) {
            case "name" -> draft.name();
            case "shortName" -> draft.shortName();
            case "creditCode" -> draft.creditCode();
            case "tier" -> label(draft.tier());
            case "lifecycle" -> label(side.lifecycle());
            case "sector" -> codes.label(CodeList.SECTOR, draft.sector(), locale);
            case "region" -> codes.label(CodeList.REGION, draft.region(), locale);
            case "parentId" -> draft.parentId() == null ? null : Objects.requireNonNullElse(side.account().parentName(), tr("account.parent.hidden"));
            case "revenue" -> Formats.moneyInFull(draft.revenue(), locale);
            case "employees" -> Formats.number(draft.employees(), locale);
            case "founded" -> draft.founded() == null ? null : draft.founded().toString();
            case "website" -> draft.website();
            case "address" -> draft.address();
            case TAGS -> String.join(tr("base.listSeparator"), draft.tags());
            default -> throw new IllegalStateException(field);
        };
        return text == null ? "" : text;
    }

    private static @Nullable String label(@Nullable Coded value) {
        return value == null ? null : tr(value.labelKey());
    }

    // ---- deciding ----

    private void dismiss() {
        long oneId = side(Pick.ONE).account().id();
        long otherId = side(Pick.OTHER).account().id();
        try {
            duplicates.dismiss(oneId, otherId);
        } catch (RefusedException refused) {
            form.show(refused.problems());
            return;
        }
        getUI().ifPresent(ui -> ui.navigate(DuplicateNavigation.LIST));
        Notices.done(tr("merge.dismissed", side(Pick.ONE).account().draft().name(), side(Pick.OTHER).account().draft().name()),
                () -> duplicates.reopen(oneId, otherId));
    }

    private void confirm() {
        if (!merge.isEnabled()) {
            return;
        }
        String ends = side(ending()).account().draft().name();
        String remains = side(kept()).account().draft().name();
        var dialog = new ConfirmDialog(tr("merge.confirm.title"), tr("merge.confirm.text", ends, remains, holdings()), tr("merge.now"), event -> merge());
        dialog.setCancelable(true);
        dialog.setCancelText(tr("base.cancel"));
        dialog.open();
    }

    private void merge() {
        MergeSide from = side(ending());
        MergeSide into = side(kept());
        Set<String> taken = new TreeSet<>();
        picks.forEach((field, group) -> {
            if (group.getValue() == ending()) {
                taken.add(field);
            }
        });
        boolean bothTags = picks.containsKey(TAGS) && picks.get(TAGS).getValue() == Pick.BOTH;
        try {
            long id = merging.merge(new MergeDraft(from.account().id(), from.account().draft().version(), into.account().id(), into.account().draft().version(),
                    taken, bothTags));
            getUI().ifPresent(ui -> ui.navigate(AccountNavigation.account(id)));
            Notices.done(tr("merge.done", from.account().draft().name(), into.account().draft().name()));
        } catch (RefusedException refused) {
            form.show(refused.problems());
        } catch (ConflictException | OptimisticLockingFailureException conflict) {
            again();
        }
    }

    /** Shows both as they are now; what was chosen stays chosen where there is still a choice. */
    private void again() {
        Map<String, Pick> chosen = new LinkedHashMap<>();
        picks.forEach((field, group) -> chosen.put(field, group.getValue()));
        Pick kept = kept();
        read(side(Pick.ONE).account().id(), side(Pick.OTHER).account().id());
        keep.setValue(kept);
        propose();
        picks.forEach((field, group) -> {
            if (chosen.get(field) != null) {
                group.setValue(chosen.get(field));
            }
        });
        form.show(List.of(Problem.of(null, "merge.problem.changed")));
    }
}
