package app.mainstay.demo;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** A start that must not happen; told as one sentence and what to do, without a stack trace. */
class RefusedStart extends RuntimeException {

    private final String action;

    RefusedStart(String sentence, String action) {
        super(sentence);
        this.action = action;
    }

    static class Analyzer extends AbstractFailureAnalyzer<RefusedStart> {

        @Override
        protected FailureAnalysis analyze(Throwable root, RefusedStart cause) {
            return new FailureAnalysis(cause.getMessage(), cause.action, cause);
        }
    }
}
