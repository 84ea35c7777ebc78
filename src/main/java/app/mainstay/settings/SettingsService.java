package app.mainstay.settings;

import app.mainstay.shared.Cached;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The company's settings. Reading is open to all code, also before sign-in; they hold nothing confidential. */
@Service
public class SettingsService {

    private final BusinessSettingsRepository repository;
    private final PlanRateRepository rates;
    private final Clock clock;
    private final Cached<SettingsDraft> cache;

    SettingsService(BusinessSettingsRepository repository, PlanRateRepository rates, Clock clock, TransactionTemplate transaction) {
        this.repository = repository;
        this.rates = rates;
        this.clock = clock;
        cache = new Cached<>(Duration.ofSeconds(10),
                () -> transaction.execute(status -> repository.findById(BusinessSettings.ID).orElseThrow().draft()));
    }

    @PermitAll
    public SettingsDraft current() {
        return cache.get();
    }

    /** As they are stored now, past the cache. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public SettingsDraft get() {
        return repository.findById(BusinessSettings.ID).orElseThrow().draft();
    }

    @PermitAll
    public ZoneId zone() {
        return ZoneId.of(current().zone());
    }

    /** The date in the business zone. */
    @PermitAll
    public LocalDate today() {
        return LocalDate.now(clock.withZone(zone()));
    }

    /**
     * @throws RefusedException                       when a value is not a zone, a month or a currency, or plan rates into the present
     *                                                base currency stand against another one
     * @throws app.mainstay.shared.ConflictException  when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void save(SettingsDraft draft) {
        List<Problem> problems = new ArrayList<>();
        if (!ZoneId.getAvailableZoneIds().contains(draft.zone())) {
            problems.add(Problem.of("zone", "problem.zone"));
        }
        if (draft.fiscalStartMonth() < 1 || draft.fiscalStartMonth() > 12) {
            problems.add(Problem.of("fiscalStartMonth", "problem.month"));
        }
        if (!isCurrency(draft.baseCurrency())) {
            problems.add(Problem.of("baseCurrency", "problem.currency"));
        }
        var settings = repository.findById(BusinessSettings.ID).orElseThrow();
        // They count units of the base currency: under another one they would silently be wrong.
        if (problems.isEmpty() && !draft.baseCurrency().equals(settings.draft().baseCurrency()) && rates.count() > 0) {
            problems.add(Problem.of("baseCurrency", "problem.baseHasRates"));
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        settings.requireVersion(draft.version());
        settings.change(draft);
        cache.changed();
    }

    static boolean isCurrency(String code) {
        return Currency.getAvailableCurrencies().stream().anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }
}
