package app.mainstay.account.duplicate;

import app.mainstay.importing.Likeness;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account as it is held beside another one. */
record Compared(long id, CompanyName name, @Nullable String site, @Nullable String creditCode, @Nullable Long parentId, Set<String> phones, boolean archived,
                String shownName) {

    /** Names that are less alike than this are two. */
    private static final double ALIKE = 0.75;
    private static final double ALIKE_LEAST = 0.4;
    private static final double ALIKE_SLOPE = 0.8;
    /** Two credit codes are two companies, unless one of them was typed wrong. */
    private static final double OTHER_CODE = 0.65;

    /** @param score 0 to 100 */
    record Verdict(int score, List<DuplicateReason> reasons) {
    }

    /**
     * How likely the two are one: reasons add up as independent hints do, 1 − Π(1 − weight). In one group, place, similar name, website and number
     * are shared by different companies and say nothing.
     */
    Verdict with(Compared other) {
        Set<DuplicateReason> reasons = EnumSet.noneOf(DuplicateReason.class);
        double unlike = 1;
        boolean related = Objects.equals(parentId, other.id) || Objects.equals(other.parentId, id) || parentId != null && parentId.equals(other.parentId);
        double alike = Likeness.of(name.core(), other.name.core());
        if (creditCode != null && other.creditCode != null) {
            reasons.add(creditCode.equals(other.creditCode) ? DuplicateReason.CODE
                    : Objects.equals(DuplicateKeys.organisation(creditCode), DuplicateKeys.organisation(other.creditCode)) ? DuplicateReason.ORGANISATION
                    : DuplicateReason.OTHER_CODE);
        }
        if (name.core().isEmpty() || other.name.core().isEmpty()) {
            // Nothing to compare.
            alike = 0;
        } else if (name.core().equals(other.name.core())) {
            boolean elsewhere = name.place() != null && other.name.place() != null && !name.place().equals(other.name.place());
            reasons.add(elsewhere ? DuplicateReason.NAME_ELSEWHERE : DuplicateReason.NAME);
        } else if (!name.sound().isEmpty() && name.sound().equals(other.name.sound())) {
            reasons.add(DuplicateReason.SOUND);
        } else if (alike >= ALIKE) {
            reasons.add(DuplicateReason.LIKE);
        }
        if (site != null && site.equals(other.site)) {
            reasons.add(DuplicateReason.SITE);
        }
        if (!Collections.disjoint(phones, other.phones)) {
            reasons.add(DuplicateReason.PHONE);
        }
        if (related) {
            reasons.removeAll(Set.of(DuplicateReason.NAME_ELSEWHERE, DuplicateReason.LIKE, DuplicateReason.SITE, DuplicateReason.PHONE));
        }
        for (var reason : reasons) {
            unlike *= 1 - (reason == DuplicateReason.LIKE ? ALIKE_LEAST + (alike - ALIKE) * ALIKE_SLOPE : reason.weight);
        }
        double score = (1 - unlike) * (reasons.contains(DuplicateReason.OTHER_CODE) ? OTHER_CODE : 1);
        return new Verdict((int) Math.round(score * 100), List.copyOf(reasons));
    }
}
