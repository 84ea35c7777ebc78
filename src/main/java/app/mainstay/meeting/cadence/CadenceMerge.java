package app.mainstay.meeting.cadence;

import app.mainstay.account.MergePart;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Follows from the meetings, which move by themselves. */
@Component
class CadenceMerge implements MergePart {

    private final CadenceStore store;
    private final Cadence cadence;

    CadenceMerge(CadenceStore store, Cadence cadence) {
        this.store = store;
        this.cadence = cadence;
    }

    @Override
    public Set<String> tables() {
        return Set.of("meeting_cadence");
    }

    @Override
    public void move(Merge merge) {
        store.remove(merge.fromId());
        cadence.refresh(List.of(merge.intoId()));
    }
}
