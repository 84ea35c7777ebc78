package app.mainstay.admin;

import app.mainstay.audit.Because;
import app.mainstay.security.SystemWork;
import app.mainstay.settings.Holidays;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.BeforeOpening;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Loads the holidays of this year and the next where nobody has, so that a company in China needs to do nothing while the product knows
 * them. Elsewhere they would be wrong, and an administrator imports others.
 */
@Component
class CalendarAtStart extends BeforeOpening {

    static final String REASON = "holidays at the start";
    private static final Set<String> CHINESE_ZONES = Set.of("Asia/Shanghai", "Asia/Urumqi", "Asia/Harbin", "Asia/Chongqing", "Asia/Kashgar", "PRC");
    private static final Logger log = LoggerFactory.getLogger(CalendarAtStart.class);

    private final Holidays holidays;
    private final SettingsService settings;

    CalendarAtStart(Holidays holidays, SettingsService settings) {
        super(WORK);
        this.holidays = holidays;
        this.settings = settings;
    }

    @Override
    protected void run() {
        if (CHINESE_ZONES.contains(settings.zone().getId())) {
            holidays.missingYears().stream().filter(holidays::isKnown)
                    .forEach(year -> SystemWork.run(() -> Because.of(REASON, null, () -> holidays.load(year))));
        }
        holidays.missingYears().forEach(year -> log.warn("The holidays of {} are not loaded: working time counts its weekdays as they are", year));
    }
}
