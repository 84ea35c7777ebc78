package app.mainstay.base.list;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that rows are written into one after the other, so that their number does not matter. Leaves the stream open. */
interface ExportFile {

    /** @param width in pixels, as on the screen */
    record Column(String header, int width) {
    }

    /** @param cells one a column: a String, a whole number, a BigDecimal, a LocalDate or null */
    void row(@Nullable Object[] cells) throws IOException;

    /** Without it the file is none: what broke off must not look complete. */
    void finish() throws IOException;
}
