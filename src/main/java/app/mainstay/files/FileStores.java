package app.mainstay.files;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The places where contents are; new ones go to the one of the settings. */
@Component
@EnableConfigurationProperties(FileSettings.class)
class FileStores {

    private final FileStore database;
    private final @Nullable FileStore directory;
    final FileSettings settings;

    @Autowired
    FileStores(DatabaseStore database, FileSettings settings, JdbcClient jdbc, Clock clock) {
        this(database, settings.path() == null ? null : new DirectoryStore(settings.path(), jdbc, clock), settings);
    }

    FileStores(FileStore database, @Nullable FileStore directory, FileSettings settings) {
        this.database = database;
        this.directory = directory;
        this.settings = settings;
    }

    FileStore forNew() {
        return directory == null ? database : directory;
    }

    /** Null for the directory, where none is set any more. */
    @Nullable FileStore of(FileStore.Place place) {
        return place == FileStore.Place.DATABASE ? database : directory;
    }

    @Nullable FileStore directory() {
        return directory;
    }

    FileStore database() {
        return database;
    }
}
