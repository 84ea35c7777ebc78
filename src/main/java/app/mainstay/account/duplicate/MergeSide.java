package app.mainstay.account.duplicate;

import app.mainstay.account.AccountDetails;
import app.mainstay.account.Lifecycle;
import java.util.List;

/** One of two accounts beside each other. @param holdings what moves when this one ends */
public record MergeSide(AccountDetails account, Lifecycle lifecycle, List<Holding> holdings) {

    /** @param labelKey translation key that takes the number */
    public record Holding(String labelKey, long count) {
    }
}
