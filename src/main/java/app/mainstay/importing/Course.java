package app.mainstay.importing;

import app.mainstay.jobs.JobRun;
import java.util.Optional;

/** Who waits for an import: a job, or a thread that watches. */
interface Course {

    void progress(long done, long total);

    /** Throws what ends the import where somebody has cancelled it. */
    void check();

    /** The last thing in a portion's transaction. */
    default void checkpoint(Place place) {
    }

    default Optional<Place> last() {
        return Optional.empty();
    }

    /**
     * How far it is.
     *
     * @param taken    rows of the file that are done
     * @param position of the next portion
     * @param resolved portions whose references to later rows are set
     */
    record Place(long taken, int position, int resolved, Counts counts) {

        static final Place START = new Place(0, 0, 0, Counts.NONE);
    }

    static Course of(JobRun run) {
        return new Course() {
            @Override
            public void progress(long done, long total) {
                run.progress(done, total);
            }

            @Override
            public void check() {
                run.check();
            }

            @Override
            public void checkpoint(Place place) {
                run.checkpoint(place);
            }

            @Override
            public Optional<Place> last() {
                return run.lastCheckpoint(Place.class);
            }
        };
    }

    static Course of(ImportProgress progress) {
        return new Course() {
            @Override
            public void progress(long done, long total) {
                progress.at(done, total);
            }

            @Override
            public void check() {
                progress.check();
            }
        };
    }
}
