package app.mainstay.task;

import app.mainstay.shared.Coded;

/** What a task means: agreed work, something promised to the customer, or simply what comes next. */
public enum TaskKind implements Coded {
    ACTION, PROMISE, NEXT_STEP
}
