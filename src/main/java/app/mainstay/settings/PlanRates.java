package app.mainstay.settings;

import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Exchange rates fixed for a year, so that plans, targets and actuals are compared at one rate. */
@Service
public class PlanRates {

    /**
     * @param id       null for a new rate
     * @param year     never changes once stored, nor does the currency
     * @param currency ISO 4217 code
     * @param rate     units of the base currency per unit of the currency
     * @param version  the version that was read
     */
    public record Rate(@Nullable Long id, int year, @Nullable String currency, @Nullable BigDecimal rate, int version) {

        /** A new one. */
        public Rate(int year, String currency, BigDecimal rate) {
            this(null, year, currency, rate, 0);
        }
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

    /** As {@link #toBase} for many amounts of one year, with one query for all. */
    @PermitAll
    @Transactional(readOnly = true)
    public Function<Money, Optional<Money>> converter(int year) {
        String base = settings.current().baseCurrency();
        var known = repository.findAllByYear(year).stream().collect(Collectors.toMap(rate -> rate.draft().currency(), PlanRate::rate));
        return money -> money.currency().equals(base) ? Optional.of(money)
                : Optional.ofNullable(known.get(money.currency())).map(rate -> money.convert(rate, base));
    }

    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public List<Rate> all() {
        return repository.findAllByOrderByYearDescCurrencyAsc().stream().map(PlanRate::draft).toList();
    }

    /** @throws NotFoundException when there is none */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public Rate get(long id) {
        return repository.findById(id).orElseThrow(NotFoundException::new).draft();
    }

    /**
     * Sets a year's rate of a currency and returns its id.
     *
     * @throws RefusedException                      when the year, the currency or the rate is not one, the currency is the base itself or has
     *                                               a rate for that year already
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed({"ADMINISTRATOR", "SYSTEM"})
    @Transactional
    public long save(Rate draft) {
        List<Problem> problems = new ArrayList<>();
        BigDecimal rate = draft.rate() == null ? null : draft.rate().stripTrailingZeros();
        if (rate == null) {
            problems.add(Problem.of("rate", "problem.required"));
        } else if (rate.signum() <= 0 || rate.scale() > 8 || rate.precision() - rate.scale() > 11) {
            problems.add(Problem.of("rate", "problem.rate"));
        }
        if (draft.id() == null) {
            checkNew(draft, problems);
        }
        if (!problems.isEmpty()) {
            throw new RefusedException(problems);
        }
        Objects.requireNonNull(rate);
        if (draft.id() == null) {
            return repository.saveAndFlush(new PlanRate(draft.year(), Objects.requireNonNull(draft.currency()), rate)).id();
        }
        var stored = repository.findById(draft.id()).orElseThrow(NotFoundException::new);
        stored.requireVersion(draft.version());
        if (stored.rate().compareTo(rate) != 0) {
            stored.change(rate);
        }
        repository.flush();
        return stored.id();
    }

    private void checkNew(Rate draft, List<Problem> problems) {
        if (draft.year() < 2000 || draft.year() > 2100) {
            problems.add(Problem.of("year", "problem.year"));
        }
        if (draft.currency() == null) {
            problems.add(Problem.of("currency", "problem.required"));
        } else if (!SettingsService.isCurrency(draft.currency())) {
            problems.add(Problem.of("currency", "problem.currency"));
        } else if (draft.currency().equals(settings.current().baseCurrency())) {
            problems.add(Problem.of("currency", "problem.isBaseCurrency"));
        } else if (repository.findByYearAndCurrency(draft.year(), draft.currency()).isPresent()) {
            problems.add(Problem.of("currency", "problem.taken"));
        }
    }

    /**
     * Takes a rate away: amounts of that currency and year have no value in the base currency until another is set.
     *
     * @throws NotFoundException                     when there is none
     * @throws app.mainstay.shared.ConflictException when somebody saved in between
     */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional
    public void remove(long id, int version) {
        var stored = repository.findById(id).orElseThrow(NotFoundException::new);
        stored.requireVersion(version);
        repository.delete(stored);
    }
}
