package app.mainstay.meeting.cadence;

import org.springframework.data.jpa.repository.JpaRepository;

interface CadenceRuleRepository extends JpaRepository<CadenceRule, Long> {
}
