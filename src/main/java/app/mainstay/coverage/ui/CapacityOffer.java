package app.mainstay.coverage.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.ui.RepresentativeOffer;
import app.mainstay.coverage.Capacity;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lets the form of a new account show what representatives carry. */
@Component
class CapacityOffer implements RepresentativeOffer {

    private final Capacity capacity;

    CapacityOffer(Capacity capacity) {
        this.capacity = capacity;
    }

    @Override
    public List<Person> find(String text, int offset, int limit) {
        return capacity.candidates(text, List.of(), offset, limit).stream().map(candidate -> new Person(candidate.userId(), candidate.name(), candidate.unitName(),
                tr("coverage.load", candidate.load().points(), candidate.load().capacity()), LoadBar.share(candidate.load()), candidate.load().overloaded())).toList();
    }
}
