package app.mainstay.mail;

import org.springframework.data.jpa.repository.JpaRepository;

interface MailSettingsRepository extends JpaRepository<MailSettings, Long> {
}
