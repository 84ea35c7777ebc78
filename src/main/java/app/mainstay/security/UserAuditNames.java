package app.mainstay.security;

import app.mainstay.audit.AuditNames;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

@Component
class UserAuditNames implements AuditNames {

    private final UserQueries users;

    UserAuditNames(UserQueries users) {
        this.users = users;
    }

    @Override
    public String thing() {
        return "security_user";
    }

    @Override
    public Map<Long, String> names(Set<Long> ids) {
        return users.names(ids);
    }
}
