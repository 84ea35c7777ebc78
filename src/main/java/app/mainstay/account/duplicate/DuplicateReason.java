package app.mainstay.account.duplicate;

import app.mainstay.shared.Coded;

/** Why two accounts may be one, strongest first; {@link #OTHER_CODE} speaks against it. Stored by name. */
public enum DuplicateReason implements Coded {
    CODE(1), ORGANISATION(0.9), NAME(0.8), SOUND(0.6), NAME_ELSEWHERE(0.5), LIKE(0.6), SITE(0.5), PHONE(0.5), OTHER_CODE(0);

    /** How likely it makes the match by itself. */
    final double weight;

    DuplicateReason(double weight) {
        this.weight = weight;
    }
}
