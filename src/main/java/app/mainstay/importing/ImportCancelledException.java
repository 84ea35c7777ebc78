package app.mainstay.importing;

/** Somebody cancelled a running import. Nothing was written. */
public class ImportCancelledException extends RuntimeException {
}
