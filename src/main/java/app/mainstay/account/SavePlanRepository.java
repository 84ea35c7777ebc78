package app.mainstay.account;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface SavePlanRepository extends JpaRepository<AccountSavePlan, Long> {

    Optional<AccountSavePlan> findByAccountIdAndState(long accountId, SavePlanState state);
}
