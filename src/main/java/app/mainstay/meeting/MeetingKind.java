package app.mainstay.meeting;

import app.mainstay.shared.Coded;

/** What a meeting is for. */
public enum MeetingKind implements Coded {
    STRATEGY, DEMONSTRATION, RELATIONSHIP, BUSINESS_REVIEW, VISIT, INTERNAL
}
