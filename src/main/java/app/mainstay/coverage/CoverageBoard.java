package app.mainstay.coverage;

import app.mainstay.account.Tier;
import app.mainstay.security.Role;
import jakarta.annotation.security.RolesAllowed;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Representatives with what they carry, as of a day: past ones from the history of starts, coming ones with what is planned. */
@Service
public class CoverageBoard {

    /** Cards of a column that are read at once. */
    public static final int CARDS = 40;

    /**
     * @param unitId null: all units of the viewer
     * @param on     null: now
     * @param offset of representatives, by name
     */
    public record Query(@Nullable Long unitId, @Nullable LocalDate on, int offset, int limit) {
    }

    /** @param more there are further representatives */
    public record Board(List<Column> columns, boolean more) {
    }

    /**
     * A representative.
     *
     * @param load     with the tiers of today; on another day without absence where nothing is known of it
     * @param uncovered away without a stand-in
     * @param cards    the first {@link #CARDS}, by tier and name
     * @param moreCards how many follow
     */
    public record Column(long userId, String name, long unitId, String unitName, boolean active, Capacity.Load load, boolean uncovered, List<Card> cards,
                         int moreCards) {
    }

    /**
     * An account.
     *
     * @param plannedTo the next planned change's representative, on {@code plannedOn}
     * @param movable   the viewer may reassign it
     */
    public record Card(long accountId, String name, @Nullable Tier tier, Set<Gap> gaps, @Nullable String plannedTo, @Nullable LocalDate plannedOn,
                       boolean movable) {
    }

    /** Why an account is not covered well. */
    public enum Gap implements app.mainstay.shared.Coded {
        AWAY, NO_BACKUP, PLAN_FAILED
    }

    /** How many accounts have which gap, in the units asked for. */
    public record Gaps(long away, long noBackup, long planFailed) {
    }

    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Board board(Query query) {
        throw new UnsupportedOperationException();
    }

    /** Further cards of a column. */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Card> cards(Query query, long userId, int offset, int limit) {
        throw new UnsupportedOperationException();
    }

    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public Gaps gaps(@Nullable Long unitId) {
        throw new UnsupportedOperationException();
    }
}
