package app.mainstay.settings;

import app.mainstay.shared.Coded;

/** What makes a day another one than its weekday. */
public enum DayKind implements Coded {
    /** Nobody works, whatever the weekday. */
    HOLIDAY,
    /** A day at the weekend that is worked in exchange for one beside a holiday (调休). */
    WORKDAY
}
