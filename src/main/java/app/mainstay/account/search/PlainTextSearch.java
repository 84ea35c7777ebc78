package app.mainstay.account.search;

import java.util.Map;
import java.util.Optional;

/** For the embedded database, whose lists are short enough to be gone through. */
class PlainTextSearch implements TextSearch {

    @Override
    public Optional<Candidates> candidates(String text, long atMost) {
        return Optional.empty();
    }

    @Override
    public void added(Map<Long, String> texts) {
    }

    @Override
    public void changed(long id, String before, String after) {
    }
}
