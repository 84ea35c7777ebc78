package app.mainstay.files;

import app.mainstay.invariants.Invariant;
import app.mainstay.invariants.InvariantSource;
import java.util.List;
import org.springframework.stereotype.Component;

/** Each stored file is whole. */
@Component
class FileInvariants implements InvariantSource {

    private final FileStores stores;

    FileInvariants(FileStores stores) {
        this.stores = stores;
    }

    @Override
    public List<Invariant> invariants() {
        return List.of(
                Invariant.none("files-content", """
                        select f.id from files_file f where f.place = 'DATABASE' and f.size_bytes <>
                        (select coalesce(sum(octet_length(c.bytes)), 0) from files_chunk c where c.content_id = f.content_id)"""),
                Invariant.of("files-directory", found -> found.jdbc().sql("select id, size_bytes from files_file where place = 'DIRECTORY'").query(row -> {
                    var directory = stores.directory();
                    if (directory == null || !directory.holds(row.getLong(1), row.getLong(2))) {
                        found.add(row.getLong(1));
                    }
                })));
    }
}
