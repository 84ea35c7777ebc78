package app.mainstay.account;

import app.mainstay.files.Files;
import app.mainstay.files.StoredFile;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.NotFoundException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The documents of an account, through {@link Files}, which keeps them and asks {@link AccountFiles} who may. */
@Service
public class AccountDocuments {

    /** The kind under which open screens are told that the documents of an account changed; the id is the account's. */
    public static final String CHANGED = AccountFiles.CHANGED;
    private static final String KIND = "account";

    /** @param uploader null: the system */
    public record Document(StoredFile file, @Nullable String uploader) {
    }

    private final Files files;
    private final AccountScope scope;
    private final JdbcClient jdbc;

    AccountDocuments(Files files, AccountScope scope, JdbcClient jdbc) {
        this.files = files;
        this.scope = scope;
        this.jdbc = jdbc;
    }

    /**
     * Newest first.
     *
     * @param before only those older than the one with this id; null from the newest on
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @SignedIn
    public List<Document> page(long accountId, @Nullable Long before, int limit) {
        scope.require(accountId);
        var page = files.page(KIND, accountId, before, limit);
        Set<Long> people = page.stream().map(StoredFile::uploadedBy).filter(Objects::nonNull).collect(Collectors.toSet());
        Map<@Nullable Long, String> names = new HashMap<>();
        if (!people.isEmpty()) {
            jdbc.sql("select id, display_name from security_user where id in (:ids)").param("ids", people)
                    .query(row -> {
                        names.put(row.getLong(1), row.getString(2));
                    });
        }
        return page.stream().map(file -> new Document(file, names.get(file.uploadedBy()))).toList();
    }

    /** Whether the viewer may add documents to this account and take them away. */
    @SignedIn
    public boolean writes(long accountId) {
        return files.mayChange(KIND, accountId);
    }

    /** As {@link Files#add}. */
    @SignedIn
    public StoredFile add(long accountId, String name, InputStream in) {
        return files.add(KIND, accountId, name, in);
    }

    /** As {@link Files#remove}: for good. */
    @SignedIn
    public void remove(long fileId) {
        files.remove(fileId);
    }

    /** The size of the largest document that is taken, in bytes. */
    @SignedIn
    public long maxBytes() {
        return files.maxBytes();
    }
}
