package app.mainstay.importing;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a table row by row, never the whole. Rows without any content are passed over. */
public interface TableRows extends Closeable {

    /** @param line where it begins in the file, as an editor or spreadsheet counts, from 1 */
    record Row(long line, List<String> cells) {

        boolean isBlank() {
            return cells.stream().allMatch(String::isBlank);
        }

        long filled() {
            return cells.stream().filter(cell -> !cell.isBlank()).count();
        }
    }

    /**
     * The next row with content; null at the end.
     *
     * @throws app.mainstay.shared.RefusedException when the file turns out to be malformed here
     */
    @Nullable Row next() throws IOException;
}
