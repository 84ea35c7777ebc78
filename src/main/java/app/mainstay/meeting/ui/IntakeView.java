package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.base.ical.IcalReader;
import app.mainstay.base.ui.Icons;
import app.mainstay.base.ui.Notices;
import app.mainstay.base.ui.Page;
import app.mainstay.base.ui.Unexpected;
import app.mainstay.meeting.MeetingIntake;
import app.mainstay.meeting.MeetingIntake.Act;
import app.mainstay.meeting.MeetingIntake.Found;
import app.mainstay.meeting.MeetingKind;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Invitations from elsewhere: a file is looked at, and what is wanted of it becomes meetings. What could not be taken stays on the page with the reason. */
@Route(IntakeView.PATH)
@RolesAllowed({"MEMBER", "MANAGER", "DIRECTOR"})
public class IntakeView extends Page {

    static final String PATH = "calendar/upload";
    private static final int LIMIT_MB = IcalReader.MOST_BYTES / 1024 / 1024;

    private final transient MeetingIntake intake;
    private final transient MeetingServices services;
    private final Upload upload = new Upload();
    private final Div problem = new Div();
    private final Div content = new Div();
    private final List<Card> cards = new ArrayList<>();

    IntakeView(MeetingIntake intake, MeetingServices services) {
        super(tr("intake.title"));
        this.intake = intake;
        this.services = services;
        body.addClassNames("narrow", "intake");
        problem.addClassName("form-problem");
        problem.getElement().setAttribute("role", "alert");
        problem.setVisible(false);
        content.getElement().setAttribute("role", "status");
        body.add(new Paragraph(tr("intake.help")), upload(), problem, content);
    }

    private Upload upload() {
        var button = new Button(tr("intake.choose"), Icons.UPLOAD.create());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        upload.setUploadButton(button);
        upload.setDropLabel(new Span(tr("intake.drop", LIMIT_MB)));
        upload.setMaxFiles(1);
        upload.setMaxFileSize(IcalReader.MOST_BYTES);
        upload.setI18n(new UploadI18N().setError(new UploadI18N.Error().setFileIsTooBig(tr("ical.problem.size", LIMIT_MB))));
        upload.setUploadHandler(new Receiver());
        upload.addFileRejectedListener(event -> refuse(event.getErrorMessage()));
        return upload;
    }

    private void refuse(String sentence) {
        upload.clearFileList();
        problem.setText(sentence);
        problem.setVisible(true);
    }

    /** Another file replaces what was looked at before, unless it cannot be read. */
    void received(byte @Nullable [] file) {
        upload.clearFileList();
        try {
            if (file == null) {
                throw new RefusedException(Problem.of(null, "ical.problem.size", LIMIT_MB));
            }
            show(intake.read(file, services.zone().get()));
            problem.setVisible(false);
        } catch (RefusedException refused) {
            refuse(Unexpected.sentence(refused));
        }
    }

    private void show(MeetingIntake.Preview preview) {
        content.removeAll();
        cards.clear();
        if (!preview.problems().isEmpty()) {
            var broken = new Div(new Paragraph(tr("intake.broken", preview.problems().size())), sentences(preview.problems()));
            broken.addClassName("intake-broken");
            content.add(broken);
        }
        preview.found().forEach(found -> {
            var card = new Card(found);
            cards.add(card);
            content.add(card);
        });
        if (cards.size() > 1) {
            var all = new Button(tr("intake.all"), click -> cards.forEach(Card::take));
            all.addThemeVariants(ButtonVariant.PRIMARY);
            var foot = new Div(all);
            foot.addClassName("form-foot");
            content.add(foot);
        }
    }

    private static UnorderedList sentences(List<Problem> problems) {
        var list = new UnorderedList();
        problems.forEach(problem -> list.add(new ListItem(tr(problem))));
        return list;
    }

    /** No more is kept than may be read; one byte beyond tells that it is too large. */
    private final class Receiver implements UploadHandler {

        @Override
        public void handleUploadRequest(UploadEvent event) throws IOException {
            byte[] file;
            try (InputStream in = event.getInputStream()) {
                file = in.readNBytes(IcalReader.MOST_BYTES + 1);
                in.skip(Long.MAX_VALUE);
            }
            UI ui = event.getUI();
            ui.access(() -> received(file.length > IcalReader.MOST_BYTES ? null : file));
        }

        // Beyond what is taken, so that the sentence is ours.
        @Override
        public long getRequestSizeMax() {
            return 4L * IcalReader.MOST_BYTES;
        }

        @Override
        public long getFileSizeMax() {
            return 4L * IcalReader.MOST_BYTES;
        }
    }

    /** One meeting of the file. */
    private final class Card extends Section {

        private final transient Found found;
        private final ComboBox<MeetingKind> kind = new ComboBox<>(tr("meeting.kind"));
        private final MultiSelectComboBox<Choice> accounts = new MultiSelectComboBox<>(tr("meeting.accounts"));
        private final Button take;
        private final Div outcome = new Div();
        private boolean taken;

        Card(Found found) {
            this.found = found;
            addClassName("intake-card");
            var draft = found.draft();
            add(new H2(draft.subject()), line(MeetingTexts.span(Objects.requireNonNull(draft.start()), Objects.requireNonNull(draft.end()), getLocale()),
                    services.zone().get().getId().equals(draft.zone()) ? null : ViewerZone.label(Objects.requireNonNull(draft.zone()), getLocale())));
            if (draft.rule() != null) {
                add(line(RuleParts.words(draft.rule(), draft.start(), getLocale()), found.excepted().isEmpty() ? null : tr("intake.excepted", found.excepted().size())));
            }
            if (draft.place() != null) {
                add(line(draft.place(), null));
            }
            if (!found.people().isEmpty()) {
                add(line(found.people().stream().map(person -> person.name().isBlank() ? person.email() : person.name()).limit(20).collect(Collectors.joining(", ")),
                        found.people().size() > 20 ? tr("intake.more", found.people().size() - 20) : null));
            }
            if (!found.remarks().isEmpty()) {
                var remarks = sentences(found.remarks());
                remarks.addClassName("secondary");
                add(remarks);
            }
            take = new Button(tr("intake.take." + found.act().name()), click -> take());
            outcome.getElement().setAttribute("role", "alert");
            if (found.act() == Act.CREATE) {
                add(fields());
            }
            if (!found.problems().isEmpty()) {
                failed(found.problems().stream().map(problem -> tr(problem)).distinct().collect(Collectors.joining(" ")));
                // The account, or what kind it is, may be all that is missing; the rest does not change by itself.
                take.setEnabled(found.problems().stream().allMatch(problem -> "accounts".equals(problem.field()) || "kind".equals(problem.field())));
            }
            var foot = new Div(outcome);
            foot.addClassName("intake-foot");
            if (found.act() != Act.NOTHING) {
                foot.add(take);
            }
            add(foot);
        }

        private Component fields() {
            kind.setItems(MeetingKind.values());
            kind.setItemLabelGenerator(each -> tr(each.labelKey()));
            kind.setValue(found.draft().kind());
            kind.setRequiredIndicatorVisible(true);
            accounts.setItemLabelGenerator(Choice::name);
            accounts.setItems(services::accounts);
            accounts.setValue(found.draft().accounts().stream().map(id -> new Choice(id, services.accounts().get(id).draft().name())).collect(Collectors.toSet()));
            // Whoever names a customer means no internal meeting.
            accounts.addValueChangeListener(change -> {
                if (!change.getValue().isEmpty() && kind.getValue() == MeetingKind.INTERNAL) {
                    kind.setValue(MeetingKind.VISIT);
                }
            });
            var row = new Div(kind, accounts);
            row.addClassName("intake-fields");
            return row;
        }

        private static Div line(String text, @Nullable String more) {
            var line = new Div(new Span(text));
            if (more != null) {
                var secondary = new Span(" · " + more);
                secondary.addClassName("secondary");
                line.add(secondary);
            }
            return line;
        }

        private void failed(String sentence) {
            outcome.removeAll();
            outcome.addClassName("form-problem");
            outcome.setText(sentence);
        }

        void take() {
            if (taken || found.act() == Act.NOTHING || !take.isEnabled()) {
                return;
            }
            if (found.act() == Act.CREATE && kind.getValue() == null) {
                failed(tr("problem.required"));
                return;
            }
            try {
                Long id = intake.take(found, found.act() == Act.CREATE ? kind.getValue() : Objects.requireNonNull(found.draft().kind()),
                        accounts.getValue().stream().map(Choice::id).toList());
                done(id);
            } catch (RuntimeException failure) {
                failed(Unexpected.sentence(failure));
            }
        }

        private void done(@Nullable Long id) {
            taken = true;
            kind.setVisible(false);
            accounts.setVisible(false);
            take.setVisible(false);
            outcome.removeClassName("form-problem");
            outcome.removeAll();
            String sentence = tr("intake.done." + found.act().name());
            if (id == null) {
                outcome.add(new Span(sentence));
            } else {
                var done = new Span(sentence + " ");
                outcome.add(done, new Anchor(MeetingNavigation.meeting(id), tr("intake.open")));
            }
            Notices.done(sentence);
        }
    }
}
