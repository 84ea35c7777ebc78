package app.mainstay.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.mainstay.DatabaseTest;
import app.mainstay.Fixtures;
import app.mainstay.shared.ConflictException;
import app.mainstay.shared.Money;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import java.math.BigDecimal;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseTest
class SettingsTest {

    @Autowired
    Fixtures fixtures;
    @Autowired
    SettingsService settings;
    @Autowired
    PlanRates rates;
    @Autowired
    CodeLists codes;
    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void signIn() {
        Fixtures.signIn(fixtures.company().administrator());
    }

    // ---- settings ----

    @Test
    void aConflictIsToldAndNothingOverwritten() {
        settings.save(new SettingsDraft("Asia/Tokyo", 4, "CNY", 0));

        assertThatThrownBy(() -> settings.save(new SettingsDraft("Asia/Shanghai", 7, "CNY", 0))).isInstanceOf(ConflictException.class);
        assertThat(settings.current()).isEqualTo(new SettingsDraft("Asia/Tokyo", 4, "CNY", 1));
    }

    @Test
    void theBaseCurrencyStaysWhileRatesCountInIt() {
        long usd = rates.save(new PlanRates.Rate(2026, "USD", new BigDecimal("7.1")));

        refused(() -> settings.save(new SettingsDraft("Asia/Shanghai", 1, "USD", 0)), Problem.of("baseCurrency", "problem.baseHasRates"));
        settings.save(new SettingsDraft("Asia/Shanghai", 2, "CNY", 0));
        rates.remove(usd, 0);
        settings.save(new SettingsDraft("Asia/Shanghai", 2, "USD", 1));
        assertThat(settings.current().baseCurrency()).isEqualTo("USD");
    }

    // ---- plan rates ----

    @Test
    void aRateConvertsUntilItIsTakenAway() {
        long usd = rates.save(new PlanRates.Rate(2026, "USD", new BigDecimal("7.1000000000")));
        var hundred = new Money(new BigDecimal(100), "USD");

        assertThat(rates.toBase(hundred, 2026).orElseThrow().amount()).isEqualByComparingTo("710");
        assertThat(rates.toBase(hundred, 2025)).isEmpty();
        rates.remove(usd, 0);
        assertThat(rates.toBase(hundred, 2026)).isEmpty();
        assertThatThrownBy(() -> rates.remove(usd, 0)).isInstanceOf(NotFoundException.class);
        assertThat(jdbc.sql("select revtype from settings_plan_rate_aud where id = ? order by rev").param(usd).query(Integer.class).list())
                .containsExactly(0, 2);
    }

    @Test
    void everythingWrongWithARateIsToldAtOnce() {
        rates.save(new PlanRates.Rate(2026, "USD", BigDecimal.TEN));

        refused(() -> rates.save(new PlanRates.Rate(null, 26, null, null, 0)), Problem.of("rate", "problem.required"),
                Problem.of("year", "problem.year"), Problem.of("currency", "problem.required"));
        refused(() -> rates.save(new PlanRates.Rate(2026, "USD", BigDecimal.ONE)), Problem.of("currency", "problem.taken"));
        refused(() -> rates.save(new PlanRates.Rate(2026, "CNY", BigDecimal.ONE)), Problem.of("currency", "problem.isBaseCurrency"));
        refused(() -> rates.save(new PlanRates.Rate(2026, "ABC", BigDecimal.ZERO)), Problem.of("rate", "problem.rate"),
                Problem.of("currency", "problem.currency"));
    }

    @Test
    void theSecondOfTwoAdministratorsIsToldOfTheConflict() {
        long id = rates.save(new PlanRates.Rate(2026, "USD", BigDecimal.TEN));
        var read = rates.get(id);
        rates.save(new PlanRates.Rate(id, read.year(), read.currency(), new BigDecimal("7.2"), read.version()));

        assertThatThrownBy(() -> rates.save(new PlanRates.Rate(id, 2026, "USD", BigDecimal.ONE, read.version())))
                .isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> rates.remove(id, read.version())).isInstanceOf(ConflictException.class);
        assertThat(rates.get(id).rate()).isEqualByComparingTo("7.2");
    }

    // ---- code lists ----

    @Test
    void aNewEntryComesLastAndMovesUpStepByStep() {
        long id = codes.save(new CodeEntry(null, CodeList.REGION, "AQ", "Antarctica", "南极洲", 0, true, 0));
        int last = codes.entries(CodeList.REGION).size();

        assertThat(codes.get(id).position()).isEqualTo(last);
        codes.move(id, false);
        assertThat(codes.get(id).position()).isEqualTo(last);
        codes.move(id, true);
        assertThat(codes.entries(CodeList.REGION).get(last - 2).code()).isEqualTo("AQ");
        assertThat(codes.entries(CodeList.REGION)).extracting(CodeEntry::position).doesNotHaveDuplicates();
    }

    @Test
    void movingHealsPlacesTakenTwice() {
        jdbc.sql("update settings_code set position = 1 where list = 'REGION'").update();
        long second = jdbc.sql("select id from settings_code where list = 'REGION' order by code limit 1 offset 1").query(Long.class).single();
        codes.move(second, true);

        assertThat(codes.get(second).position()).isEqualTo(1);
        assertThat(jdbc.sql("select count(distinct position) from settings_code where list = 'REGION'").query(Integer.class).single())
                .isEqualTo(codes.entries(CodeList.REGION).size());
    }

    @Test
    void aCodeIsOnceWhateverItsCaseAndKeepsItsName() {
        refused(() -> codes.save(new CodeEntry(null, CodeList.REGION, "hk", "Hong Kong", "香港", 0, true, 0)), Problem.of("code", "problem.taken"));
        refused(() -> codes.save(new CodeEntry(null, CodeList.REGION, "a b", "", "", 0, true, 0)), Problem.of("labelEn", "problem.required"),
                Problem.of("labelZh", "problem.required"), Problem.of("code", "problem.code"));
        codes.save(new CodeEntry(null, CodeList.SECTOR, "hk", "Hong Kong", "香港", 0, true, 0));
    }

    @Test
    void aRetiredEntryKeepsItsLabel() {
        var entry = codes.find(CodeList.REGION, "HK").orElseThrow();
        codes.save(new CodeEntry(entry.id(), entry.list(), "other", "HK", "香港", 99, false, entry.version()));

        var retired = codes.find(CodeList.REGION, "HK").orElseThrow();
        assertThat(retired.active()).isFalse();
        assertThat(retired.position()).isEqualTo(entry.position());
        assertThat(codes.label(CodeList.REGION, "HK", java.util.Locale.ENGLISH)).isEqualTo("HK");
        assertThatThrownBy(() -> codes.save(entry)).isInstanceOf(ConflictException.class);
    }

    private static void refused(Runnable attempt, Problem... problems) {
        assertThatThrownBy(attempt::run).asInstanceOf(InstanceOfAssertFactories.type(RefusedException.class))
                .extracting(RefusedException::problems).isEqualTo(List.of(problems));
    }
}
