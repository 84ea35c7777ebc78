package app.mainstay.task;

/** What a list of tasks can be sorted by. DUE: open ones by day, those without a day behind them, then what has ended. */
public enum TaskSort {
    DUE("t.due_sort"), TITLE("t.title_sort"), OWNER("u.name_sort"), ACCOUNT("a.name_sort"), KIND("t.kind"), STATE("t.state"), ENDED("t.ended_at"), CREATED("t.created_at");

    final String column;

    TaskSort(String column) {
        this.column = column;
    }
}
