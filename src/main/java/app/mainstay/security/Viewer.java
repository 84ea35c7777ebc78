package app.mainstay.security;

import java.io.Serial;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** The signed-in person, as Spring Security carries it. Small on purpose: it lives in every session. */
public final class Viewer implements UserDetails, CredentialsContainer {

    @Serial
    private static final long serialVersionUID = 1;

    private final long id;
    private final String username;
    private final String displayName;
    private final Role role;
    private final long unitId;
    private final boolean active;
    private @Nullable String passwordHash;

    Viewer(long id, String username, String displayName, Role role, long unitId, boolean active, @Nullable String passwordHash) {
        this.id = id;
        this.username = username;
        this.displayName = displayName;
        this.role = role;
        this.unitId = unitId;
        this.active = active;
        this.passwordHash = passwordHash;
    }

    public long id() {
        return id;
    }

    public String displayName() {
        return displayName;
    }

    public Role role() {
        return role;
    }

    public long unitId() {
        return unitId;
    }

    public boolean is(Role... roles) {
        return List.of(roles).contains(role);
    }

    @Override
    public Collection<? extends GrantedAuthority> getAuthorities() {
        return List.of(new SimpleGrantedAuthority("ROLE_" + role.name()));
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public boolean isEnabled() {
        return active;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    /** Equal by user, so that a person's sessions are found together. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Viewer that && id == that.id;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(id);
    }

    @Override
    public String toString() {
        return username;
    }
}
