package app.mainstay.market;

import org.springframework.data.jpa.repository.JpaRepository;

interface CompetitorRepository extends JpaRepository<Competitor, Long> {
}
