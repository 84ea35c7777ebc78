package app.mainstay.meeting;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a feature knows that is good to know before a meeting, contributed as a bean; on screen and on paper the same. */
public interface PrepSection {

    /** @param share of the width, relative to the other columns */
    record Column(String titleKey, float share, boolean number) {

        public static Column of(String titleKey, float share) {
            return new Column(titleKey, share, false);
        }
    }

    /** @param path where the first cell leads on screen, without a leading slash; null: nowhere */
    record Row(List<String> cells, @Nullable String path) {

        public static Row of(@Nullable String path, String... cells) {
            return new Row(List.of(cells), path);
        }
    }

    /** Translation key of the heading. */
    String titleKey();

    List<Column> columns();

    /**
     * The most important first; none: the section is left out.
     *
     * @param meeting which the viewer sees; of its accounts some may be out of sight
     * @param most    no more are needed
     */
    List<Row> rows(MeetingDetails meeting, int most, Locale locale);

    /** Smaller stands further up. */
    int order();
}
