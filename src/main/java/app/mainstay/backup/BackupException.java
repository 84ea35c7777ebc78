package app.mainstay.backup;

/** A sentence for whoever typed the command. */
class BackupException extends RuntimeException {

    BackupException(String sentence) {
        super(sentence);
    }

    BackupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
