package app.mainstay.meeting;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface MeetingRepository extends JpaRepository<Meeting, Long> {

    List<Meeting> findBySeriesIdOrderByOriginalStart(long seriesId);

    List<Meeting> findByUidAndHostIdOrderByStartsAt(String uid, long hostId);
}
