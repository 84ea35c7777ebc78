package app.mainstay.account.contact;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The people of an account as an organisation chart, with what should worry whoever looks after it.
 *
 * @param roots       who reports to nobody we know, the most influential first
 * @param people      how many are shown; who left is not
 * @param notMet      how many of them nobody of ours has met for 90 days
 * @param hangsOn     the one person on whom everything hangs: the only one met within 90 days, or the only one for us; null where there are several or none
 * @param noDecider   nobody is known who decides or approves
 * @param more        there are more people than a chart can show
 */
public record RelationshipMap(List<Node> roots, int people, int notMet, @Nullable String hangsOn, boolean noDecider, boolean more) {

    /** @param below who reports to them */
    public record Node(long id, String name, @Nullable String title, @Nullable String department, @Nullable DecisionRole role,
                       @Nullable Attitude attitude, @Nullable Influence influence, @Nullable LocalDate lastMetOn, boolean notMet, boolean doNotContact,
                       List<Node> below) {
    }

    public RelationshipMap {
        roots = List.copyOf(roots);
    }
}
