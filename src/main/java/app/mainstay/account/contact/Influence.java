package app.mainstay.account.contact;

import app.mainstay.shared.Coded;

/** How much somebody's word counts inside the account, whatever the title says. */
public enum Influence implements Coded {
    HIGH, MEDIUM, LOW
}
