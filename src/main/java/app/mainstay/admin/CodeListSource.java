package app.mainstay.admin;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.settings.CodeEntry;
import app.mainstay.settings.CodeFilter;
import app.mainstay.settings.CodeList;
import app.mainstay.settings.CodeLists;
import app.mainstay.settings.CodeSort;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The entries of one code list in its own order. Which list is part of what is asked, and always one. */
@Component
public class CodeListSource implements ListSource<CodeEntry, CodeFilter, CodeSort> {

    /** In the address: which list. */
    public static final String LIST = "list";

    private final CodeLists codes;

    CodeListSource(CodeLists codes) {
        this.codes = codes;
    }

    /** The first list where the query names none. */
    public static CodeList list(ListQuery query) {
        return query.constants(LIST, CodeList.class).stream().findFirst().orElse(CodeList.values()[0]);
    }

    @Override
    public String id() {
        return "codes";
    }

    @Override
    public String titleKey() {
        return "admin.codes";
    }

    @Override
    public List<ListColumn<CodeEntry, CodeSort>> columns() {
        return List.of(
                column("labelEn", "admin.code.labelEn", CodeEntry::labelEn).sort(CodeSort.LABEL_EN).width(220),
                column("labelZh", "admin.code.labelZh", CodeEntry::labelZh).sort(CodeSort.LABEL_ZH).width(180),
                column("code", "admin.code.code", CodeEntry::code).sort(CodeSort.CODE).width(160),
                column("state", "admin.code.state", CodeState::of).sort(CodeSort.STATE).width(120),
                column("position", "admin.code.position", CodeEntry::position).sort(CodeSort.POSITION).width(80).asNumber());
    }

    private static ListColumn<CodeEntry, CodeSort> column(String key, String labelKey, Function<CodeEntry, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("admin.code.filter"), ListFilter.constants("state", "admin.code.state", CodeState.class));
    }

    /** Which list is chosen beside the filters, since it is never none. */
    @Override
    public Set<String> filterNames() {
        return Stream.concat(Stream.of(LIST), filters().stream().map(ListFilter::name)).collect(Collectors.toSet());
    }

    @Override
    public Class<CodeSort> sorts() {
        return CodeSort.class;
    }

    @Override
    public Slice.Order<CodeSort> standardOrder() {
        return new Slice.Order<>(CodeSort.POSITION, false);
    }

    @Override
    public CodeFilter filter(ListQuery query) {
        var states = query.constants("state", CodeState.class);
        return new CodeFilter(list(query), query.string("q"), states.size() == 1 ? states.contains(CodeState.ACTIVE) : null);
    }

    @Override
    public long id(CodeEntry row) {
        return Objects.requireNonNull(row.id());
    }

    @Override
    public List<CodeEntry> page(CodeFilter filter, Slice<CodeSort> slice) {
        return codes.page(filter, slice);
    }

    @Override
    public int estimate(CodeFilter filter, int bound) {
        return (int) Math.min(bound + 1L, codes.count(filter));
    }

    @Override
    public long count(CodeFilter filter) {
        return codes.count(filter);
    }

    @Override
    public void stream(CodeFilter filter, List<Slice.Order<CodeSort>> orders, Consumer<CodeEntry> consumer) {
        codes.page(filter, new Slice<>(0, Integer.MAX_VALUE, orders)).forEach(consumer);
    }

    @Override
    public String changeKind() {
        return "code";
    }

    @Override
    public boolean sees(long id) {
        return true;
    }
}
