package app.mainstay.coverage;

import org.springframework.data.jpa.repository.JpaRepository;

interface CoverageSettingsRepository extends JpaRepository<CoverageSettings, Long> {
}
