package app.mainstay.account.search;

import java.util.Collection;
import java.util.Optional;

/** For the embedded database, whose lists are short enough to be gone through. */
class PlainTextSearch implements TextSearch {

    @Override
    public boolean indexed() {
        return false;
    }

    @Override
    public Optional<Candidates> candidates(String text, long atMost) {
        return Optional.empty();
    }

    @Override
    public Optional<Candidates> firstByName(String text, boolean descending, long limit) {
        return Optional.empty();
    }

    @Override
    public void added(Collection<Entry> entries) {
    }

    @Override
    public void changed(Entry before, Entry after) {
    }

    @Override
    public void removed(Collection<Long> ids) {
        // Nothing is kept beside the accounts.
    }
}
