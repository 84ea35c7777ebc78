package app.mainstay.settings;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface PlanRateRepository extends JpaRepository<PlanRate, Long> {

    Optional<PlanRate> findByYearAndCurrency(int year, String currency);

    List<PlanRate> findAllByYear(int year);

    List<PlanRate> findAllByOrderByYearDescCurrencyAsc();
}
