package app.mainstay.importing;

import app.mainstay.security.Role;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all targets say of themselves; see {@link ImportTarget} for the meaning of each. */
public abstract class BaseTarget implements ImportTarget {

    private final String id;
    private final Set<Role> roles;
    private final @Nullable String address;
    private final List<ImportField<?>> fields;

    protected BaseTarget(String id, Set<Role> roles, @Nullable String address, List<ImportField<?>> fields) {
        this.id = id;
        this.roles = roles;
        this.address = address;
        this.fields = fields;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Set<Role> roles() {
        return roles;
    }

    @Override
    public final @Nullable String address() {
        return address;
    }

    @Override
    public final List<ImportField<?>> fields() {
        return fields;
    }
}
