package app.mainstay.coverage;

import org.springframework.data.jpa.repository.JpaRepository;

interface PersonalCapacityRepository extends JpaRepository<PersonalCapacity, Long> {
}
