import app.mainstay.Application;
import app.mainstay.account.AccountFilter;
import app.mainstay.account.AccountService;
import app.mainstay.account.AccountSort;
import app.mainstay.account.Tier;
import app.mainstay.shared.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.boot.SpringApplication;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Times pages of the account list as people of the demonstration company ask for them; run by src/bench/accounts. */
public class AccountPages {

    private static final int PAGE = 50;
    private static final int RUNS = 15;

    public static void main(String[] args) {
        var context = SpringApplication.run(Application.class, args);
        var accounts = context.getBean(AccountService.class);
        var users = context.getBean(UserDetailsService.class);
        for (String name : List.of("director", "manager", "member")) {
            var user = users.loadUserByUsername(name);
            SecurityContextHolder.getContext().setAuthentication(
                    UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities()));
            time(name, "count", () -> accounts.count(AccountFilter.ALL));
            time(name, "tags", accounts::tags);
            for (var sort : AccountSort.values()) {
                time(name, "first page by " + sort, () -> accounts.page(AccountFilter.ALL, Slice.first(PAGE, sort)));
                time(name, "last page by " + sort, () -> accounts.page(AccountFilter.ALL,
                        new Slice<>(0, PAGE, List.of(new Slice.Order<>(sort, true)))));
            }
            time(name, "row 10,000 by NAME", () -> accounts.page(AccountFilter.ALL, new Slice<>(10_000, PAGE, List.of(
                    new Slice.Order<>(AccountSort.NAME, false)))));
            for (String text : List.of("半导体", "lanheng", "shlh", "norvane", "91310000MA", "衡精", "没有这样的客户")) {
                time(name, "text " + text, () -> accounts.page(AccountFilter.text(text), Slice.first(PAGE, AccountSort.NAME)));
            }
            time(name, "strategic by NAME", () -> accounts.page(AccountFilter.ALL.withTiers(Set.of(Tier.STRATEGIC)),
                    Slice.first(PAGE, AccountSort.NAME)));
            time(name, "sector and region by NAME", () -> accounts.page(AccountFilter.ALL.withSectors(Set.of("energy")).withRegions(Set.of("CN-NW")),
                    Slice.first(PAGE, AccountSort.NAME)));
            time(name, "archived by NAME", () -> accounts.page(AccountFilter.ALL.withArchived(true),
                    Slice.first(PAGE, AccountSort.NAME)));
        }
        System.exit(SpringApplication.exit(context));
    }

    /** Median and slowest; a slow question is asked less often. */
    private static void time(String user, String label, Supplier<?> question) {
        long first = nanos(question);
        long[] times = new long[first > 2_000_000_000L ? 3 : first > 500_000_000L ? 7 : RUNS];
        for (int i = 0; i < times.length; i++) {
            times[i] = nanos(question);
        }
        Arrays.sort(times);
        System.out.printf("%-10s %-30s p50 %8.1f ms   slowest %8.1f ms   cold %8.1f ms%n", user, label, times[times.length / 2] / 1e6,
                times[times.length - 1] / 1e6, first / 1e6);
    }

    private static long nanos(Supplier<?> question) {
        long begun = System.nanoTime();
        question.get();
        return System.nanoTime() - begun;
    }
}
