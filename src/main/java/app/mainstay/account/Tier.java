package app.mainstay.account;

import app.mainstay.shared.Coded;

/** How important a key account is. An account without a tier is no key account. */
public enum Tier implements Coded {
    STRATEGIC, CORE, STANDARD
}
