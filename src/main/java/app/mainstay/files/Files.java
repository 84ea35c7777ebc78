package app.mainstay.files;

import app.mainstay.shared.Ids;
import app.mainstay.shared.NotFoundException;
import app.mainstay.shared.Problem;
import app.mainstay.shared.RefusedException;
import app.mainstay.shared.Sql;
import jakarta.annotation.security.RolesAllowed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** The door to stored documents. Who may read or change them, the room of their owner says each time. */
@Service
public class Files {

    private static final String ROWS = "select id, owner_kind, owner_id, name, content_type, size_bytes, sha256, uploaded_by, uploaded_at from files_file";
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_EXTENSION = 20;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final FileStores stores;
    private final ObjectProvider<FileOwner> owners;
    private final ObjectProvider<FileActor> actor;
    private final Clock clock;

    Files(JdbcClient jdbc, TransactionTemplate transaction, FileStores stores, ObjectProvider<FileOwner> owners, ObjectProvider<FileActor> actor,
          Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.stores = stores;
        this.owners = owners;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * Stores what the stream holds and returns the file. The content is written apart from the caller's transaction, the row in it: what is
     * rolled back leaves a content that nothing refers to, and the nightly sweep removes it.
     *
     * @param name as the person calls it; folders and control characters are taken off
     * @throws NotFoundException             when the owner does not exist for the acting person
     * @throws AccessDeniedException         when the acting person sees the owner and may not change it
     * @throws RefusedException              when the file is empty, too large, a program, or cannot be kept
     * @throws java.io.UncheckedIOException  when the stream breaks off
     */
    @PreAuthorize("isAuthenticated()")
    public StoredFile add(String ownerKind, long ownerId, String name, InputStream in) {
        requireChange(ownerKind, ownerId);
        String called = called(name);
        Long most = owner(ownerKind).maxBytes();
        var content = FileIntake.take(stores.forNew(), most == null ? stores.settings.maxSize().toBytes() : most, called, in);
        var file = new StoredFile(content.id(), ownerKind, ownerId, called, content.type(), content.size(), content.sha256(),
                actor.getObject().actor().orElse(null), clock.instant());
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                        insert into files_file (id, owner_kind, owner_id, name, content_type, size_bytes, sha256, place, content_id, uploaded_by, uploaded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(file.id()).param(ownerKind).param(ownerId).param(called).param(file.contentType()).param(file.size()).param(file.sha256())
                .param(content.place().name()).param(content.place() == FileStore.Place.DATABASE ? file.id() : null).param(file.uploadedBy())
                .param(Sql.utc(file.uploadedAt())).update();
            owner(ownerKind).changed(file, true);
        });
        return file;
    }

    /** The files of an owner, oldest first; none where the acting person does not see the owner. */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public List<StoredFile> of(String ownerKind, long ownerId) {
        return owner(ownerKind).sees(ownerId)
                ? jdbc.sql(ROWS + " where owner_kind = ? and owner_id = ? order by id").param(ownerKind).param(ownerId).query(Files::row).list() : List.of();
    }

    /**
     * The files of an owner, newest first; none where the acting person does not see the owner.
     *
     * @param before only those older than this one; null from the newest on
     */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public List<StoredFile> page(String ownerKind, long ownerId, @Nullable Long before, int limit) {
        return owner(ownerKind).sees(ownerId) ? jdbc.sql(ROWS + " where owner_kind = ? and owner_id = ? and id < ? order by id desc limit ?")
                .param(ownerKind).param(ownerId).param(before == null ? Long.MAX_VALUE : before).param(limit).query(Files::row).list() : List.of();
    }

    /** May the acting person see that row and read its files? */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public boolean sees(String ownerKind, long ownerId) {
        return owner(ownerKind).sees(ownerId);
    }

    /** May the acting person add files there and take them away? */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public boolean mayChange(String ownerKind, long ownerId) {
        return owner(ownerKind).mayChange(ownerId);
    }

    /** The size of the largest file that is taken, in bytes. */
    @PreAuthorize("isAuthenticated()")
    public long maxBytes() {
        return stores.settings.maxSize().toBytes();
    }

    /**
     * All files of one row belong to another one from now on, with who stored them when, because the two rows are one. In the caller's transaction.
     *
     * @throws NotFoundException     when the acting person does not see one of the two
     * @throws AccessDeniedException when the acting person may not change the one that gets them
     */
    @PreAuthorize("isAuthenticated()")
    @Transactional(propagation = Propagation.MANDATORY)
    public void join(String ownerKind, long fromOwnerId, long intoOwnerId) {
        if (!owner(ownerKind).sees(fromOwnerId)) {
            throw new NotFoundException();
        }
        requireChange(ownerKind, intoOwnerId);
        jdbc.sql("update files_file set owner_id = ? where owner_kind = ? and owner_id = ?").param(intoOwnerId).param(ownerKind).param(fromOwnerId).update();
    }

    /** @throws NotFoundException when there is none, or when the acting person does not see its owner */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public StoredFile get(long id) {
        var file = jdbc.sql(ROWS + " where id = ?").param(id).query(Files::row).optional().orElseThrow(NotFoundException::new);
        if (!owner(file.ownerKind()).sees(file.ownerId())) {
            throw new NotFoundException();
        }
        return file;
    }

    /** Those of these files whose owners the acting person sees, newest first. */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public List<StoredFile> some(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var found = jdbc.sql(ROWS + " where id in (:ids) order by id desc").param("ids", ids).query(Files::row).list();
        Map<String, Set<Long>> seen = found.stream().collect(Collectors.groupingBy(StoredFile::ownerKind, Collectors.mapping(StoredFile::ownerId, Collectors.toSet())));
        seen.replaceAll((kind, owners) -> owner(kind).seen(owners));
        return found.stream().filter(file -> seen.get(file.ownerKind()).contains(file.ownerId())).toList();
    }

    /**
     * Writes the content out, piece by piece.
     *
     * @throws NotFoundException when there is none, when the acting person does not see its owner, or when the content is gone
     */
    @PreAuthorize("isAuthenticated()")
    public void read(long id, OutputStream out) throws IOException {
        get(id);
        var store = stores.of(place(id));
        if (store == null) {
            throw new NotFoundException();
        }
        store.read(id, out);
    }

    /** Is the content where it is said to be? Else {@link #read} fails in the middle of an answer. */
    @PreAuthorize("isAuthenticated()")
    @Transactional(readOnly = true)
    public boolean isThere(long id) {
        var file = get(id);
        var store = stores.of(place(id));
        return store != null && store.holds(id, file.size());
    }

    /**
     * @throws NotFoundException     when there is none, or when the acting person does not see its owner
     * @throws AccessDeniedException when the acting person may not change its owner
     */
    @PreAuthorize("isAuthenticated()")
    public void remove(long id) {
        transaction.executeWithoutResult(status -> {
            var file = get(id);
            requireChange(file.ownerKind(), file.ownerId());
            var store = stores.of(place(id));
            jdbc.sql("delete from files_file where id = ?").param(id).update();
            if (store != null) {
                store.forget(id);
            }
            owner(file.ownerKind()).changed(file, false);
        });
    }

    /** Where new files go, and how much there is. */
    @RolesAllowed("ADMINISTRATOR")
    @Transactional(readOnly = true)
    public FilePlace place() {
        var path = stores.settings.path();
        return jdbc.sql("select count(*), coalesce(sum(size_bytes), 0) from files_file")
                .query((row, number) -> new FilePlace(path == null ? null : path.toString(), stores.forNew().free(),
                        stores.settings.maxSize().toBytes(), row.getLong(1), row.getLong(2))).single();
    }

    private FileStore.Place place(long id) {
        return FileStore.Place.valueOf(jdbc.sql("select place from files_file where id = ?").param(id).query(String.class).optional()
                .orElseThrow(NotFoundException::new));
    }

    private void requireChange(String ownerKind, long ownerId) {
        var owner = owner(ownerKind);
        if (!owner.sees(ownerId)) {
            throw new NotFoundException();
        }
        if (!owner.mayChange(ownerId)) {
            throw new AccessDeniedException("may not change the files of " + ownerKind);
        }
    }

    private FileOwner owner(String kind) {
        return owners.stream().filter(owner -> owner.kind().equals(kind)).findFirst().orElseThrow(NotFoundException::new);
    }

    /** The last part of a path, without what cannot be seen or turns the reading direction around, and not too long for its ending. */
    static String called(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "").strip();
        if (last.isEmpty() || last.chars().allMatch(c -> c == '.')) {
            return "file";
        }
        if (last.length() <= LONGEST_NAME) {
            return last;
        }
        int dot = last.lastIndexOf('.');
        String ending = dot > 0 && last.length() - dot <= LONGEST_EXTENSION ? last.substring(dot) : "";
        return last.substring(0, LONGEST_NAME - ending.length()) + ending;
    }

    private static StoredFile row(ResultSet row, int number) throws SQLException {
        return new StoredFile(row.getLong("id"), row.getString("owner_kind"), row.getLong("owner_id"), row.getString("name"), row.getString("content_type"),
                row.getLong("size_bytes"), row.getString("sha256"), row.getObject("uploaded_by", Long.class),
                Sql.instant(row.getObject("uploaded_at", LocalDateTime.class)));
    }
}
