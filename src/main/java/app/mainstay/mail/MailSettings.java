package app.mainstay.mail;

import app.mainstay.shared.BaseEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.envers.Audited;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** The one row of settings for mail. */
@Entity
@Table(name = "mail_settings")
@Audited
class MailSettings extends BaseEntity {

    static final long ID = 1;

    private boolean enabled;

    private @Nullable String host;

    private int port;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private MailSecurity security;

    private @Nullable String username;

    private @Nullable String sender;

    @Column(name = "sender_name")
    private @Nullable String senderName;

    @Column(name = "base_url")
    private @Nullable String baseUrl;

    @SuppressWarnings("NullAway.Init")
    protected MailSettings() {
    }

    void change(MailSettingsDraft draft) {
        enabled = draft.enabled();
        host = draft.host();
        port = draft.port();
        security = draft.security();
        username = draft.username();
        sender = draft.sender();
        senderName = draft.senderName();
        baseUrl = draft.baseUrl();
    }

    MailSettingsDraft draft() {
        return new MailSettingsDraft(enabled, host, port, security, username, sender, senderName, baseUrl, version());
    }
}
