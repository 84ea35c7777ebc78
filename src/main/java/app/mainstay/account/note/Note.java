package app.mainstay.account.note;

import app.mainstay.shared.BaseEntity;
import app.mainstay.shared.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.envers.Audited;
import org.hibernate.envers.NotAudited;
import org.jspecify.annotations.Nullable;

/** Something that was written down about an account. Removed, it stays unseen. */
@Entity
@Table(name = "account_note")
@Audited
class Note extends BaseEntity {

    @Column(name = "account_id")
    private long accountId;

    @Column(name = "author_id")
    private long authorId;

    @Column(name = "note_text")
    private String text;

    private boolean pinned;

    @Column(name = "written_at")
    @NotAudited
    private Instant writtenAt;

    @Column(name = "edited_at")
    @NotAudited
    private @Nullable Instant editedAt;

    @Column(name = "removed_at")
    private @Nullable Instant removedAt;

    @SuppressWarnings("NullAway.Init")
    protected Note() {
    }

    Note(long accountId, long authorId, String text, Instant now) {
        super(Ids.next());
        this.accountId = accountId;
        this.authorId = authorId;
        this.text = text;
        writtenAt = now;
    }

    /** False when it said that already. */
    boolean change(String text, Instant now) {
        if (this.text.equals(text)) {
            return false;
        }
        this.text = text;
        editedAt = now;
        return true;
    }

    void pin(boolean pinned) {
        this.pinned = pinned;
    }

    void remove(Instant now) {
        removedAt = now;
        pinned = false;
    }

    void restore() {
        removedAt = null;
    }

    long accountId() {
        return accountId;
    }

    long authorId() {
        return authorId;
    }

    boolean isPinned() {
        return pinned;
    }

    boolean isRemoved() {
        return removedAt != null;
    }
}
