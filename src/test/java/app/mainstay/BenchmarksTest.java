package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Benchmarks are compiled when they run, which is seldom; what they call changes often. */
class BenchmarksTest {

    @Test
    void theyCompile(@TempDir Path folder) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new StringWriter();
        try (var sources = Files.list(Path.of("src/bench")); var manager = compiler.getStandardFileManager(null, null, null)) {
            var files = sources.filter(file -> file.toString().endsWith(".java")).sorted().toList();
            assertThat(files).isNotEmpty();
            var options = List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", folder.toString());
            assertThat(compiler.getTask(said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files)).call()).as(said::toString).isTrue();
        }
    }
}
