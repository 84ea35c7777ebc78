package app.mainstay.account;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface AccountMemberRepository extends JpaRepository<AccountMember, Long> {

    Optional<AccountMember> findByAccountIdAndUserIdAndRole(long accountId, long userId, TeamRole role);

    Optional<AccountMember> findByAccountIdAndRole(long accountId, TeamRole role);

    List<AccountMember> findByUserIdOrderById(long userId);
}
