package app.mainstay.demo;

import app.mainstay.account.AccountMassWriter;
import app.mainstay.security.SystemWork;
import app.mainstay.settings.PlanRates;
import app.mainstay.settings.SettingsService;
import app.mainstay.shared.BeforeOpening;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Makes the demonstration company on an empty database, before the server listens. {@code mainstay.demo.accounts} scales it up to
 * 1,000,000 accounts; {@link DemoGuard} has seen to it that the database is ours.
 */
@Component
@Profile("demo")
class DemoCompany extends BeforeOpening {

    static final int LARGEST = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(DemoCompany.class);

    private final DemoMarker marker;
    private final DemoPeople people;
    private final AccountMassWriter writer;
    private final PlanRates rates;
    private final SettingsService settings;
    private final List<DemoPart> parts;
    private final int accounts;

    DemoCompany(DemoMarker marker, DemoPeople people, AccountMassWriter writer, PlanRates rates, SettingsService settings, List<DemoPart> parts,
                @Value("${mainstay.demo.accounts:120}") int accounts) {
        super(WORK);
        this.marker = marker;
        this.people = people;
        this.writer = writer;
        this.rates = rates;
        this.settings = settings;
        this.parts = parts.stream().sorted(Comparator.comparingInt(DemoPart::order)).toList();
        this.accounts = accounts;
    }

    @Override
    protected void run() {
        if (marker.state() == DemoMarker.State.ABSENT) {
            if (accounts < 1 || accounts > LARGEST) {
                throw new RefusedStart("mainstay.demo.accounts is " + accounts + ".", "Give a number from 1 to 1,000,000.");
            }
            SystemWork.run(() -> {
                make();
                return accounts;
            });
        }
    }

    private void make() {
        long begun = System.nanoTime();
        marker.begin(accounts);
        LocalDate today = settings.today();
        for (int year = today.minusMonths(AccountGenerator.MONTHS).getYear(); year <= today.getYear(); year++) {
            BigDecimal drift = new BigDecimal("0.04").multiply(BigDecimal.valueOf(Math.floorMod(year, 4)));
            rates.save(new PlanRates.Rate(year, "USD", new BigDecimal("7.05").add(drift)));
            rates.save(new PlanRates.Rate(year, "EUR", new BigDecimal("7.70").add(drift)));
        }
        var company = people.create(accounts);
        long written = writer.write(new AccountGenerator(accounts, today, settings.zone(), company), "demonstration");
        parts.forEach(part -> part.make(company));
        marker.complete();
        log.info("Made the demonstration company: {} accounts in {} ms", written, (System.nanoTime() - begun) / 1_000_000);
    }
}
