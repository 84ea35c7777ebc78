package app.mainstay.settings;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface HoursRepository extends JpaRepository<Hours, Long> {

    Optional<Hours> findByUnitId(long unitId);
}
