package app.mainstay.meeting.ui;

import static app.mainstay.base.ui.Translations.tr;

import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountSort;
import app.mainstay.meeting.CalendarQuery;
import app.mainstay.security.Role;
import app.mainstay.security.UnitService.UnitRow;
import app.mainstay.security.UserSort;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Slice;
import com.vaadin.flow.router.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Whose calendar is shown. @param id 0 for the viewer's own */
record Whose(CalendarQuery.Whose kind, long id, String name) {

    private static final int OFFERED = 20;

    static Whose own() {
        return new Whose(CalendarQuery.Whose.OWN, 0, tr("meeting.whose.own"));
    }

    /** The name of the parameter in the address; "" for the own one, which needs none. */
    String parameter() {
        return kind == CalendarQuery.Whose.OWN ? "" : kind.name().toLowerCase(Locale.ROOT);
    }

    /** What it is, beside the name. */
    String about() {
        return kind == CalendarQuery.Whose.OWN ? "" : tr("enum.Whose." + kind);
    }

    /** As the address says; the own one where it names what is not there for this viewer. */
    static Whose read(Location location, MeetingServices services) {
        return id(location, "unit").flatMap(id -> units(services).filter(unit -> unit.id() == id).findFirst()).map(Whose::of)
                .or(() -> id(location, "person").flatMap(id -> services.users().find(id)).filter(user -> user.role() != Role.ADMINISTRATOR)
                        .map(user -> new Whose(CalendarQuery.Whose.PERSON, user.id(), user.displayName())))
                .or(() -> id(location, "account").filter(services.accounts()::sees)
                        .map(id -> new Whose(CalendarQuery.Whose.ACCOUNT, id, services.accounts().get(id).draft().name())))
                .orElseGet(Whose::own);
    }

    private static Optional<Long> id(Location location, String name) {
        return MeetingNavigation.parameter(location, name).flatMap(Ids::parse);
    }

    private static Whose of(UnitRow unit) {
        return new Whose(CalendarQuery.Whose.UNIT, unit.id(), unit.name());
    }

    /** Those that the viewer leads, else the one the viewer belongs to. */
    private static Stream<UnitRow> units(MeetingServices services) {
        var viewer = services.currentUser().require();
        var mine = viewer.role().seesUnit() ? services.units().subtree(viewer.unitId()) : List.of(viewer.unitId());
        return services.units().all().stream().filter(unit -> mine.contains(unit.id()));
    }

    /** What the text means, the nearest first. */
    static List<Whose> find(String text, MeetingServices services) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<Whose> all = new ArrayList<>();
        if (own().name().toLowerCase(Locale.ROOT).contains(wanted)) {
            all.add(own());
        }
        units(services).filter(unit -> unit.name().toLowerCase(Locale.ROOT).contains(wanted)).limit(OFFERED).map(Whose::of).forEach(all::add);
        long me = services.currentUser().require().id();
        services.users().colleagues(text, Slice.first(OFFERED, UserSort.NAME)).stream().filter(user -> user.id() != me)
                .forEach(user -> all.add(new Whose(CalendarQuery.Whose.PERSON, user.id(), user.displayName())));
        if (!wanted.isEmpty()) {
            services.accounts().page(AccountFilter.text(text), Slice.first(OFFERED, AccountSort.NAME))
                    .forEach(row -> all.add(new Whose(CalendarQuery.Whose.ACCOUNT, row.id(), row.name())));
        }
        return all;
    }
}
