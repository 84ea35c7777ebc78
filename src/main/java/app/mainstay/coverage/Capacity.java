package app.mainstay.coverage;

import app.mainstay.account.Tier;
import app.mainstay.security.Role;
import app.mainstay.security.SignedIn;
import jakarta.annotation.security.RolesAllowed;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How much representatives carry against what they can: live accounts weighted by tier. */
@Service
public class Capacity {

    /** Weights and limits. @param other the weight of an account without a tier @param readingDays how long who handed an account over reads on */
    public record Settings(int strategic, int core, int standard, int other, int standardCapacity, int readingDays, int version) {

        public int weight(@Nullable Tier tier) {
            return switch (tier) {
                case null -> other;
                case STRATEGIC -> strategic;
                case CORE -> core;
                case STANDARD -> standard;
            };
        }
    }

    /**
     * What a person carries.
     *
     * @param other    accounts without a tier
     * @param points   accounts times the weights of their tiers
     * @param capacity points that the person can carry
     * @param absence  null: not away today
     */
    public record Load(long userId, int strategic, int core, int standard, int other, int points, int capacity, Absences.@Nullable Absence absence) {

        public int free() {
            return capacity - points;
        }

        public boolean overloaded() {
            return points > capacity;
        }

        public int accounts() {
            return strategic + core + standard + other;
        }
    }

    /** Somebody whom the viewer may make a representative. @param sameUnit as the accounts in question @param wouldExceed with them on top */
    public record Candidate(long userId, String name, long unitId, String unitName, boolean sameUnit, Load load, boolean wouldExceed) {
    }

    @SignedIn
    @Transactional(readOnly = true)
    public Settings settings() {
        throw new UnsupportedOperationException();
    }

    /**
     * @throws app.mainstay.shared.RefusedException  when a number is out of bounds
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed(Role.IS_DIRECTOR)
    @Transactional
    public void save(Settings settings) {
        throw new UnsupportedOperationException();
    }

    /** Loads by person, in one query; of the viewer, and for managers and directors of the people of their units. Others are left out. */
    @SignedIn
    @Transactional(readOnly = true)
    public Map<Long, Load> loads(Collection<Long> userIds) {
        throw new UnsupportedOperationException();
    }

    /**
     * Whom the viewer may make the representative of these accounts, people of their unit first, then by free capacity.
     *
     * @param text       part of the name; null or blank: anybody
     * @param accountIds accounts in question; empty for a new one
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional(readOnly = true)
    public List<Candidate> candidates(@Nullable String text, Collection<Long> accountIds, long offset, int limit) {
        throw new UnsupportedOperationException();
    }

    /**
     * Says what one of the own people can carry.
     *
     * @param points null: the standard again
     * @throws app.mainstay.shared.NotFoundException when the person is not of the viewer's units
     * @throws app.mainstay.shared.RefusedException  when the number is out of bounds
     */
    @RolesAllowed({Role.IS_MANAGER, Role.IS_DIRECTOR})
    @Transactional
    public void setCapacity(long userId, @Nullable Integer points) {
        throw new UnsupportedOperationException();
    }
}
