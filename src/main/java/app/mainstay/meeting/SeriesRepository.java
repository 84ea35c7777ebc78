package app.mainstay.meeting;

import org.springframework.data.jpa.repository.JpaRepository;

interface SeriesRepository extends JpaRepository<MeetingSeries, Long> {
}
