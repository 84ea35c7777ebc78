package app.mainstay.base.list;

import app.mainstay.base.list.ListFilter.Option;
import app.mainstay.base.list.ListFilter.Options;
import app.mainstay.security.CurrentUser;
import app.mainstay.security.UnitService;
import app.mainstay.security.UserRow;
import app.mainstay.security.UserService;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import app.mainstay.shared.Slice;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What filters of many lists choose from. */
@Component
public class FilterChoices {

    private final UserService users;
    private final UnitService units;
    private final CurrentUser currentUser;

    FilterChoices(UserService users, UnitService units, CurrentUser currentUser) {
        this.users = users;
        this.units = units;
        this.currentUser = currentUser;
    }

    /** Colleagues by name, those who have left too. */
    public Options people() {
        return new People();
    }

    /** The viewer's unit and those below it: rows of others are seen one by one only, and no unit tells of them. */
    public Options units() {
        return new Units();
    }

    private final class People implements Options {

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

    private final class Units implements Options {

        @Override
        public List<Option> find(String text, int offset, int limit, Locale locale) {
            var mine = units.subtree(currentUser.require().unitId());
            return units.all().stream().filter(unit -> mine.contains(unit.id()) && Names.key(unit.name()).contains(Names.key(text))).skip(offset).limit(limit)
                    .map(unit -> new Option(Ids.text(unit.id()), unit.name())).toList();
        }

        @Override
        public Optional<String> label(String value, Locale locale) {
            var mine = units.subtree(currentUser.require().unitId());
            return Ids.parse(value).filter(mine::contains).flatMap(units::find).map(UnitService.UnitRow::name);
        }
    }
}
