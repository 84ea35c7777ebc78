package app.mainstay.settings;

import app.mainstay.shared.Money;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Exchange rates fixed for a year, so that plans, targets and actuals are compared at one rate. */
@Service
public class PlanRates {

    /** @param rate units of the base currency per unit of the currency */
    public record Rate(int year, String currency, BigDecimal rate) {
    }

    private final PlanRateRepository repository;
    private final SettingsService settings;

    PlanRates(PlanRateRepository repository, SettingsService settings) {
        this.repository = repository;
        this.settings = settings;
    }

    /** The amount in the base currency at the year's plan rate; empty where no rate is set, never a guess. */
    @PermitAll
    @Transactional(readOnly = true)
    public Optional<Money> toBase(Money money, int year) {
        String base = settings.current().baseCurrency();
        if (money.currency().equals(base)) {
            return Optional.of(money);
        }
        return repository.findByYearAndCurrency(year, money.currency()).map(rate -> money.convert(rate.rate(), base));
    }

    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public List<Rate> all() {
        return repository.findAllByOrderByYearDescCurrencyAsc().stream()
                .map(rate -> new Rate(rate.year(), rate.currency(), rate.rate().stripTrailingZeros())).toList();
    }

    /**
     * Sets a year's rate of a currency, new or again.
     *
     * @throws RefusedException when the year, the currency or the rate is not one, or the currency is the base itself
     */
    @RolesAllowed({"ADMINISTRATOR", "SYSTEM"})
    @Transactional
    public void save(Rate rate) {
        if (rate.year() < 2000 || rate.year() > 2100) {
            throw new RefusedException(Problem.of("year", "problem.year"));
        }
        if (!SettingsService.isCurrency(rate.currency()) || rate.currency().equals(settings.current().baseCurrency())) {
            throw new RefusedException(Problem.of("currency", "problem.currency"));
        }
        if (rate.rate().signum() <= 0 || rate.rate().scale() > 8 || rate.rate().precision() - rate.rate().scale() > 11) {
            throw new RefusedException(Problem.of("rate", "problem.rate"));
        }
        repository.findByYearAndCurrency(rate.year(), rate.currency()).ifPresentOrElse(stored -> stored.change(rate.rate()),
                () -> repository.save(new PlanRate(rate.year(), rate.currency(), rate.rate())));
    }
}
