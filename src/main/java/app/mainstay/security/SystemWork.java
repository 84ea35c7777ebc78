package app.mainstay.security;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Work that nobody asked for by hand: first start, demonstration data. It may do what only the role SYSTEM may. */
public final class SystemWork {

    static final String NAME = "system";

    private SystemWork() {
    }

    public static <T> T run(Supplier<T> work) {
        return Acting.as(UsernamePasswordAuthenticationToken.authenticated(NAME, "", List.of(new SimpleGrantedAuthority("ROLE_" + Role.IS_SYSTEM))), work);
    }
}
