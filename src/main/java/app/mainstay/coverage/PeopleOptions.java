package app.mainstay.coverage;

import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Somebody to choose for a filter. */
record PeopleOptions(UserService users) implements ListFilter.Options {

    @Override
    public List<Option> find(String text, int offset, int limit, Locale locale) {
        return users.people(text, new Slice<>(offset, limit, List.of(new Slice.Order<>(UserSort.NAME, false)))).stream()
                .map(user -> new Option(Ids.text(user.id()), user.displayName())).toList();
    }

    @Override
    public Optional<String> label(String value, Locale locale) {
        return Ids.parse(value).flatMap(users::find).map(UserRow::displayName);
    }
}
