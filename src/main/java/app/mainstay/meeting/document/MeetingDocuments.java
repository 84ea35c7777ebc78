package app.mainstay.meeting.document;

import app.mainstay.account.AccountScope;
import app.mainstay.base.Documents;
import app.mainstay.files.Files;
import app.mainstay.files.StoredFile;
import app.mainstay.security.SignedIn;
import app.mainstay.shared.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Under which names the documents of a meeting are kept, and where else they are found. Reading and changing them goes through {@link Documents}. */
@Service
@SignedIn
public class MeetingDocuments {

    /** The kind under which open screens are told that the documents of a meeting changed; the id is the meeting's. */
    public static final String CHANGED = "meeting-documents";
    static final String KIND = "meeting";

    /** @param subject of the meeting */
    public record OfAccount(StoredFile file, long meetingId, String subject) {
    }

    private final Files files;
    private final AccountScope accounts;
    private final JdbcClient jdbc;

    MeetingDocuments(Files files, AccountScope accounts, JdbcClient jdbc) {
        this.files = files;
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    public static Documents.Owner of(long meetingId) {
        return new Documents.Owner(KIND, meetingId);
    }

    /**
     * The documents of all meetings about an account, newest first.
     *
     * @throws NotFoundException when the account does not exist for this viewer
     */
    @Transactional(readOnly = true)
    public List<OfAccount> ofAccount(long accountId, int limit) {
        accounts.require(accountId);
        record Found(long file, String subject) {
        }
        Map<Long, String> subjects = jdbc.sql("""
                        select f.id, m.subject from meeting_account x join files_file f on f.owner_kind = 'meeting' and f.owner_id = x.meeting_id
                        join meeting m on m.id = x.meeting_id where x.account_id = ? order by f.id desc limit ?""").param(accountId).param(limit)
                .query((row, n) -> new Found(row.getLong(1), row.getString(2))).list().stream().collect(Collectors.toMap(Found::file, Found::subject));
        return files.some(subjects.keySet()).stream().map(file -> new OfAccount(file, file.ownerId(), Objects.requireNonNull(subjects.get(file.id())))).toList();
    }
}
