package app.mainstay.market;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import app.mainstay.shared.Names;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.jspecify.annotations.Nullable;

/** Somebody who sells to our accounts, too. */
@Entity
@Table(name = "market_competitor")
@Audited
class Competitor extends BaseEntity {

    private String name;

    @Column(name = "name_sort")
    private String nameSort;

    private String aliases;

    private @Nullable String website;

    private @Nullable String about;

    private boolean active;

    @Column(name = "updated_at")
    @NotAudited
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected Competitor() {
    }

    @SuppressWarnings("NullAway.Init")
    Competitor(CompetitorDraft draft, Instant now) {
        super(Ids.next());
        write(draft, now);
    }

    void change(CompetitorDraft draft, Instant now) {
        if (!draft().equals(draft)) {
            write(draft, now);
        }
    }

    private void write(CompetitorDraft draft, Instant now) {
        name = draft.name();
        nameSort = Names.sortKey(name, 300);
        aliases = String.join("\n", draft.aliases());
        website = draft.website();
        about = draft.about();
        active = draft.active();
        updatedAt = now;
    }

    CompetitorDraft draft() {
        return new CompetitorDraft(id(), name, aliases.isEmpty() ? List.of() : aliases.lines().toList(), website, about, active, version());
    }
}
