package app.mainstay.account.duplicate;

/** What the list of pairs can be sorted by. */
public enum PairSort {
    SCORE("p.score"), NAME("a.name_sort"), OTHER("b.name_sort"), STATE("p.state"), FOUND("p.found_at"), DECIDED("p.decided_at");

    final String column;

    PairSort(String column) {
        this.column = column;
    }
}
