package app.mainstay.account;

import app.mainstay.shared.Coded;

/** What somebody does for an account beside its primary representative. An account has at most one backup. */
public enum TeamRole implements Coded {
    BACKUP, PRESALES, SERVICE, SPONSOR
}
