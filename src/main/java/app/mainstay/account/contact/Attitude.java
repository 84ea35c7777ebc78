package app.mainstay.account.contact;

import app.mainstay.shared.Coded;

/** Whether somebody is for us. */
public enum Attitude implements Coded {
    CHAMPION, SUPPORTER, NEUTRAL, OPPONENT
}
