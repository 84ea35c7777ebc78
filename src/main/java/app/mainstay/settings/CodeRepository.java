package app.mainstay.settings;

import org.springframework.data.jpa.repository.JpaRepository;

interface CodeRepository extends JpaRepository<Code, Long> {
}
