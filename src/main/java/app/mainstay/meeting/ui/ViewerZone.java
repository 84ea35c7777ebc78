package app.mainstay.meeting.ui;

import app.mainstay.meeting.Zones;
import app.mainstay.security.Preferences;
import app.mainstay.settings.SettingsService;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** In which zone a person reads the calendar: the one they chose, else that of the business. It moves no meeting. */
@Component
public class ViewerZone {

    public static final String PREFERENCE = "zone";

    private final Preferences preferences;
    private final SettingsService settings;
    private final Clock clock;

    ViewerZone(Preferences preferences, SettingsService settings, Clock clock) {
        this.preferences = preferences;
        this.settings = settings;
        this.clock = clock;
    }

    public ZoneId get() {
        return preferences.get(PREFERENCE).flatMap(Zones::find).orElseGet(settings::zone);
    }

    /** Whether it is that of the business, of which nothing needs to be said. */
    boolean isUsual(ZoneId zone) {
        return zone.equals(settings.zone());
    }

    void set(String zone) {
        preferences.set(PREFERENCE, zone);
    }

    LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), get());
    }

    /** Places that people live in; the rest of the list is offsets, abbreviations and old names. */
    List<String> choices() {
        var zones = new TreeSet<String>();
        ZoneId.getAvailableZoneIds().stream().filter(id -> id.matches("(Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+")).forEach(zones::add);
        zones.add(settings.zone().getId());
        zones.add("UTC");
        return List.copyOf(zones);
    }

    /** "Asia/Shanghai · China Time", so that it is found by either. */
    static String label(String id, Locale locale) {
        String name = ZoneId.of(id).getDisplayName(TextStyle.FULL, locale);
        return name.equals(id) ? id : id + " · " + name;
    }
}
