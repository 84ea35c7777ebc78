package app.mainstay.base;

import java.util.List;

/** Lets the header's search find a feature's records; answers only with what the viewer may see. */
public interface SearchSource {

    /** At most {@code limit} hits, best first. Called while the user types, so one cheap query. */
    List<SearchHit> search(String text, int limit);
}
