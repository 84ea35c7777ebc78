package app.mainstay.account;

import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListFilter.Options;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Accounts to filter by, found by their text among those that the viewer sees; one that is not seen has no name. */
public record AccountOptions(AccountService accounts) implements Options {

    @Override
    public List<Option> find(String text, int offset, int limit, Locale locale) {
        return accounts.page(AccountFilter.text(text), new Slice<>(offset, limit, List.of(new Slice.Order<>(AccountSort.NAME, false)))).stream()
                .map(row -> new Option(Ids.text(row.id()), row.name())).toList();
    }

    @Override
    public Optional<String> label(String value, Locale locale) {
        return Ids.parse(value).filter(accounts::sees).map(id -> accounts.get(id).draft().name());
    }
}
