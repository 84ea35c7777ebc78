package app.mainstay.base.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.RefusedException;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.ErrorEvent;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** What a user reads when something went wrong that no screen had foreseen: a sentence and a reference that stands in the log. */
@Component
public class Unexpected {

    private static final Logger LOG = LoggerFactory.getLogger(Unexpected.class);

    void handle(ErrorEvent event) {
        String sentence = sentence(event.getThrowable());
        UI ui = UI.getCurrent();
        if (ui != null) {
            ui.access(() -> Notices.failed(sentence));
        }
    }

    /** The sentence for a failure; logs it where its cause is ours. */
    public static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case RefusedException refused -> {
                    return refused.problems().stream().map(problem -> tr(problem)).collect(Collectors.joining(" "));
                }
                case ConflictException conflict -> {
                    return tr("base.conflict.notice");
                }
                case OptimisticLockingFailureException conflict -> {
                    return tr("base.conflict.notice");
                }
                case PessimisticLockingFailureException busy -> {
                    return tr("base.busy");
                }
                case NotFoundException gone -> {
                    return tr("base.notFound.text");
                }
                case AccessDeniedException denied -> {
                    return tr("base.forbidden.text");
                }
                default -> {
                }
            }
        }
        return tr(isUnreachable(failure) ? "base.unavailable" : "base.unexpected.text", log(failure));
    }

    /** Whether the database did not answer, or stopped answering in the middle, whoever noticed it. */
    static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CannotCreateTransactionException || cause instanceof DataAccessResourceFailureException || cause instanceof SQLRecoverableException
                    || cause instanceof SQLNonTransientConnectionException || cause instanceof SQLTransientConnectionException) {
                return true;
            }
        }
        return false;
    }

    static String log(@Nullable Throwable failure) {
        String reference = Ids.text(Ids.next());
        LOG.error("Reference {}", reference, failure);
        return reference;
    }
}
