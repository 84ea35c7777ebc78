package app.mainstay.account.contact;

import app.mainstay.shared.Coded;

/** What somebody has to say when the account decides. */
public enum DecisionRole implements Coded {
    DECISION_MAKER, APPROVER, EVALUATOR, USER, GATEKEEPER
}
