package app.mainstay.security.signin;

import org.springframework.data.jpa.repository.JpaRepository;

interface SignInSettingsRepository extends JpaRepository<SignInSettings, Long> {
}
