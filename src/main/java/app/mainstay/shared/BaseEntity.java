package app.mainstay.shared;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;

/** Identity and optimistic lock of every aggregate. The id exists from construction on; a null version means "never stored". */
@MappedSuperclass
public abstract class BaseEntity {

    @Id
    private long id;

    @Version
    private @Nullable Integer version;

    /** For Hibernate, which fills the fields itself. */
    protected BaseEntity() {
    }

    protected BaseEntity(long id) {
        this.id = id;
    }

    public long id() {
        return id;
    }

    public int version() {
        return version == null ? 0 : version;
    }

    /** Refuses a draft that was read from another version than the stored one. */
    public void requireVersion(int read) {
        if (read != version()) {
            throw new ConflictException();
        }
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other || other instanceof BaseEntity that
                && Hibernate.getClass(this) == Hibernate.getClass(that) && id == that.id;
    }

    @Override
    public final int hashCode() {
        return Long.hashCode(id);
    }
}
