package app.mainstay.admin;

import app.mainstay.base.list.ListColumn;
import app.mainstay.base.list.ListFilter;
import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListQuery;
import app.mainstay.base.list.ListSource;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserFilter;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everybody who may sign in or once did, as a list. */
@Component
public class UserList implements ListSource<UserRow, UserFilter, UserSort> {

    private static final int PAGE = 500;

    private final UserService users;
    private final UnitService units;

    UserList(UserService users, UnitService units) {
        this.users = users;
        this.units = units;
    }

    @Override
    public String id() {
        return "users";
    }

    @Override
    public String titleKey() {
        return "admin.users";
    }

    @Override
    public List<ListColumn<UserRow, UserSort>> columns() {
        return List.of(
                column("name", "admin.user.displayName", UserRow::displayName).sort(UserSort.NAME).width(180),
                column("username", "admin.user.username", UserRow::username).sort(UserSort.USERNAME).width(150),
                column("role", "admin.user.role", UserRow::role).sort(UserSort.ROLE).width(176),
                column("state", "admin.user.state", UserState::of).width(160),
                column("unit", "admin.user.unit", UserRow::unitName).sort(UserSort.UNIT).width(160),
                column("email", "admin.user.email", UserRow::email).width(220));
    }

    private static ListColumn<UserRow, UserSort> column(String key, String labelKey, Function<UserRow, @Nullable Object> value) {
        return ListColumn.of(key, labelKey, value);
    }

    @Override
    public List<ListFilter> filters() {
        return List.of(ListFilter.text("admin.user.filter"), ListFilter.constants("role", "admin.user.role", Role.class),
                ListFilter.choice("unit", "admin.user.unit", new Units()), ListFilter.flag("inactive", "admin.user.inactive"));
    }

    @Override
    public Class<UserSort> sorts() {
        return UserSort.class;
    }

    @Override
    public Slice.Order<UserSort> standardOrder() {
        return new Slice.Order<>(UserSort.NAME, false);
    }

    @Override
    public UserFilter filter(ListQuery query) {
        var below = new LinkedHashSet<Long>();
        query.ids("unit").forEach(unit -> below.addAll(units.subtree(unit)));
        return new UserFilter(query.string("q"), query.constants("role", Role.class), below, query.has("inactive") ? false : null);
    }

    @Override
    public long id(UserRow row) {
        return row.id();
    }

    @Override
    public List<UserRow> page(UserFilter filter, Slice<UserSort> slice) {
        return users.page(filter, slice);
    }

    @Override
    public int estimate(UserFilter filter, int bound) {
        return (int) Math.min(bound + 1L, users.count(filter));
    }

    @Override
    public long count(UserFilter filter) {
        return users.count(filter);
    }

    /** By pages: a company's people are some thousand. */
    @Override
    public void stream(UserFilter filter, List<Slice.Order<UserSort>> orders, Consumer<UserRow> consumer) {
        int offset = 0;
        List<UserRow> rows;
        do {
            rows = users.page(filter, new Slice<>(offset, PAGE, orders));
            rows.forEach(consumer);
            offset += PAGE;
        } while (rows.size() == PAGE);
    }

    @Override
    public String changeKind() {
        return "user";
    }

    @Override
    public boolean sees(long id) {
        return true;
    }

    private final class Units implements ListFilter.Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            return units.all().stream().filter(unit -> Names.key(unit.name()).contains(Names.key(text))).skip(offset).limit(limit)
                    .map(unit -> new Option(Ids.text(unit.id()), unit.name())).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            return Ids.parse(value).flatMap(units::find).map(UnitService.UnitRow::name);
        }
    }
}
