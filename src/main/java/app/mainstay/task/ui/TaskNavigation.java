package app.mainstay.task.ui;

import app.mainstay.shared.Ids;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The addresses of this room. */
public final class TaskNavigation {

    public static final String LIST = "tasks";
    static final String CREATE = "tasks/new";
    static final String TASK = "tasks/:id([0-9A-Za-z]{13})";
    static final String ACCOUNT = "account";
    static final String TITLE = "title";

    private TaskNavigation() {
    }

    public static String task(long id) {
        return LIST + "/" + Ids.text(id);
    }

    static QueryParameters given(@Nullable Long accountId, String title) {
        Map<String, String> parameters = new java.util.LinkedHashMap<>();
        if (accountId != null) {
            parameters.put(ACCOUNT, Ids.text(accountId));
        }
        if (!title.isBlank()) {
            parameters.put(TITLE, title);
        }
        return QueryParameters.simple(parameters);
    }
}
