package app.mainstay.account;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** The latest start is what the account is now. */
@Component
class StandingInvariants implements InvariantSource {

    @Override
    public List<Invariant> invariants() {
        return List.of(
                Invariant.none("account-tier-period", """
                        select a.id from account a left join account_tier_period p on p.account_id = a.id and p.valid_from =
                        (select max(l.valid_from) from account_tier_period l where l.account_id = a.id)
                        where p.account_id is null or coalesce(p.tier, '') <> coalesce(a.tier, '')"""),
                Invariant.none("account-lifecycle-period", """
                        select a.id from account a left join account_lifecycle_period p on p.account_id = a.id and p.valid_from =
                        (select max(l.valid_from) from account_lifecycle_period l where l.account_id = a.id)
                        where p.account_id is null or p.lifecycle <> a.lifecycle"""));
    }
}
