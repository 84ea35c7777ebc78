package app.mainstay.settings;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface CodeRepository extends JpaRepository<Code, Long> {

    List<Code> findByListOrderByPositionAscCodeAsc(CodeList list);
}
