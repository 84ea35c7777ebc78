package app.mainstay.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A kind of job that does what the test says. */
public class ScriptedJob implements JobKind<ScriptedJob.Words> {

    public record Words(List<String> words) {
    }

    /** How far it is. */
    public record Place(int next) {
    }

    private volatile Consumer<JobRun> script = run -> { };
    private final List<Words> payloads = new ArrayList<>();

    public void does(Consumer<JobRun> script) {
        this.script = script;
        payloads.clear();
    }

    List<Words> payloads() {
        return payloads;
    }

    @Override
    public String id() {
        return "test";
    }

    @Override
    public Class<Words> payloadType() {
        return Words.class;
    }

    @Override
    public void run(Words payload, JobRun run) {
        payloads.add(payload);
        script.accept(run);
    }
}
