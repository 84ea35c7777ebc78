package app.mainstay.settings;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface StoredDayRepository extends JpaRepository<StoredDay, Long> {

    List<StoredDay> findByDayBetween(LocalDate first, LocalDate last);

    Optional<StoredDay> findByDay(LocalDate day);
}
