package app.mainstay.security;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

interface AppUserRepository extends JpaRepository<AppUser, Long> {

    /** Shared where the database can share a lock, so that many may give rows to one person at once; through Hibernate, which knows how. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("select u from AppUser u where u.id = :id")
    Optional<AppUser> hold(long id);
}
