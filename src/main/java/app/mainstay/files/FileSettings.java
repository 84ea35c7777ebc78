package app.mainstay.files;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param directory where new files are kept; absent or blank: in the database. Files that are kept elsewhere already stay where they are.
 * @param maxSize   of one file
 */
@ConfigurationProperties("mainstay.files")
record FileSettings(@Nullable String directory, @DefaultValue("20MB") DataSize maxSize) {

    @Nullable Path path() {
        return directory == null || directory.isBlank() ? null : Path.of(directory).toAbsolutePath().normalize();
    }
}
