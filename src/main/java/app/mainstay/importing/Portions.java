package app.mainstay.importing;

import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;
import org.springframework.security.core.context.SecurityContextHolder;

/** A file's rows in portions, read and prepared by a thread of their own while whoever takes them is busy with those before. */
final class Portions {

    /** A row as it came; null without what could not be made of it. */
    record Read(TableRows.Row source, @Nullable ImportRow row, @Nullable Object prepared, List<Problem> problems) {
    }

    private static final int AHEAD = 3;

    private final TableFile file;
    private final RowParser parser;
    private final Function<ImportRow, Object> prepare;

    Portions(TableFile file, RowParser parser, Function<ImportRow, Object> prepare) {
        this.file = file;
        this.parser = parser;
        this.prepare = prepare;
    }

    /** Hands over the rows behind those that are skipped, in portions, while the next ones are being read. */
    void each(long skipped, Consumer<List<Read>> taker) {
        BlockingQueue<List<Read>> queue = new ArrayBlockingQueue<>(AHEAD);
        var failure = new Throwable[1];
        var reader = Thread.ofVirtual().name("import-reader").start(new DelegatingSecurityContextRunnable(() -> read(skipped, queue, failure),
                SecurityContextHolder.getContext()));
        try {
            for (var portion = queue.take(); !portion.isEmpty(); portion = queue.take()) {
                taker.accept(portion);
            }
            reader.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            reader.interrupt();
        }
        switch (failure[0]) {
            case null -> { }
            case RuntimeException exception -> throw exception;
            case Error error -> throw error;
            case IOException gone -> throw new UncheckedIOException(gone);
            default -> throw new IllegalStateException(failure[0]);
        }
    }

    private void read(long skipped, BlockingQueue<List<Read>> queue, @Nullable Throwable[] failure) {
        try {
            try (var rows = file.open()) {
                for (long i = 0; i < skipped; i++) {
                    rows.next();
                }
                List<Read> portion = new ArrayList<>(SetEngine.PORTION);
                for (var source = rows.next(); source != null; source = rows.next()) {
                    portion.add(read(source));
                    if (portion.size() == SetEngine.PORTION) {
                        queue.put(portion);
                        portion = new ArrayList<>(SetEngine.PORTION);
                    }
                }
                if (!portion.isEmpty()) {
                    queue.put(portion);
                }
            } catch (RuntimeException | IOException | Error broken) {
                failure[0] = broken;
            }
            queue.put(List.of());
        } catch (InterruptedException nobodyWaits) {
            Thread.currentThread().interrupt();
        }
    }

    private Read read(TableRows.Row source) {
        try {
            var row = parser.parse(source);
            return new Read(source, row, prepare.apply(row), List.of());
        } catch (RefusedException unreadable) {
            return new Read(source, null, null, unreadable.problems());
        }
    }
}
