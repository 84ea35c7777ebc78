package app.mainstay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What can be known of compose and image without an engine: that both say the same as the product's configuration. */
@SuppressWarnings("unchecked")
class ComposeTest {

    private static final Map<String, Object> COMPOSE = new Yaml().load(text("docker-compose.yml"));
    private static final Map<String, Map<String, Object>> SERVICES = (Map<String, Map<String, Object>>) COMPOSE.get("services");
    private static final Map<String, Object> MYSQL = Objects.requireNonNull(SERVICES.get("mysql"));
    private static final Map<String, Object> MAINSTAY = Objects.requireNonNull(SERVICES.get("mainstay"));
    private static final List<String> DOCKERFILE = text("Dockerfile").replace("\\\n", " ").lines()
            .map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*))?}");

    @TempDir
    Path secrets;

    @Test
    void thereAreTwoServicesThatComeBackAndAreLookedAfter() {
        assertThat(SERVICES).containsOnlyKeys("mysql", "mainstay");
        assertThat(SERVICES.values()).allSatisfy(service -> assertThat(service).containsEntry("restart", "unless-stopped"));
        assertThat(MAINSTAY).extractingByKey("depends_on").isEqualTo(Map.of("mysql", Map.of("condition", "service_healthy")));
        assertThat((Map<String, Object>) MYSQL.get("healthcheck")).containsKeys("test", "interval", "timeout", "retries");
        assertThat(line("HEALTHCHECK")).contains("/actuator/health/readiness");
    }

    @Test
    void mySqlIsNewEnoughAndHasTheOptionsOfTheTests() {
        assertThat((String) MYSQL.get("image")).isEqualTo("mysql:8.4");
        assertThat(((String) MYSQL.get("command")).split(" ")).contains("--innodb-ft-enable-stopword=OFF", "--character-set-server=utf8mb4");
    }

    /** No password stands in the file or in the environment, where every look at the container shows it. */
    @Test
    void passwordsComeFromFiles() {
        assertThat(environment(MYSQL).keySet()).allMatch(name -> !name.endsWith("PASSWORD"));
        assertThat(environment(MAINSTAY).keySet()).noneMatch(name -> name.contains("PASSWORD"));
        assertThat(text("docker-compose.yml")).doesNotContain("RANDOM_ROOT_PASSWORD");
        var declared = (Map<String, Map<String, String>>) COMPOSE.get("secrets");
        assertThat(declared.values()).allMatch(secret -> Objects.requireNonNull(secret.get("file")).startsWith("./secrets/"));
        var used = Stream.of(MYSQL, MAINSTAY).flatMap(service -> ((List<Object>) service.get("secrets")).stream())
                .map(secret -> secret instanceof Map<?, ?> map ? map.get("source") : secret).distinct().toList();
        assertThat(used).containsExactlyInAnyOrderElementsOf(declared.keySet());
        assertThat(environment(MYSQL).values().stream().filter(value -> value.startsWith("/run/secrets/")).map(value -> value.substring(13)))
                .hasSize(2).isSubsetOf(declared.keySet());
        assertThat(text(".gitignore").lines()).contains("/secrets/");
        assertThat(text(".dockerignore").lines()).startsWith("*");
    }

    /** The environment of compose, read by the product's own configuration, gives what the database of compose wants. */
    @Test
    void theProductReadsWhatComposeSays() throws IOException {
        Map<String, Object> variables = new HashMap<>(environment(MAINSTAY));
        var secret = (Map<String, String>) ((List<Object>) MAINSTAY.get("secrets")).getFirst();
        Files.writeString(secrets.resolve(Objects.requireNonNull(secret.get("target"))), "p w\n");
        assertThat(variables.put("SPRING_CONFIG_IMPORT", "configtree:" + secrets + "/")).isEqualTo("configtree:/run/secrets/");

        try (var context = new SpringApplicationBuilder(Object.class).web(WebApplicationType.NONE).bannerMode(Banner.Mode.OFF).logStartupInfo(false)
                .registerShutdownHook(false).environment(new Only(variables)).run()) {
            Environment product = context.getEnvironment();
            assertThat(product.getActiveProfiles()).containsExactly("server", "mysql");
            var database = environment(MYSQL);
            assertThat(product.getProperty("spring.datasource.url")).isEqualTo("jdbc:mysql://mysql:3306/" + database.get("MYSQL_DATABASE"));
            assertThat(product.getProperty("spring.datasource.username")).isEqualTo(database.get("MYSQL_USER"));
            assertThat(product.getProperty("spring.datasource.password")).isEqualTo("p w");
            assertThat(product.getProperty("server.address")).isEqualTo("0.0.0.0");
            assertThat(product.getProperty("server.servlet.session.cookie.secure")).isEqualTo("true");
            assertThat(product.getProperty("mainstay.files.directory")).isEqualTo("/files");
            assertThat(product.getProperty("mainstay.company")).isEqualTo("Company");
            assertThat(((List<String>) MAINSTAY.get("ports"))).containsExactly("127.0.0.1:8080:" + product.getProperty("server.port"));
            assertThat(MYSQL).doesNotContainKey("ports");
        }
        // A setting that nothing reads is a wish.
        assertThat(environment(MAINSTAY).keySet().stream().filter(name -> name.startsWith("MAINSTAY_"))).allMatch(ComposeTest::isRead);
    }

    @Test
    void whatMustOutliveAContainerLiesInVolumes() {
        assertThat((List<String>) MYSQL.get("volumes")).containsExactly("mysql:/var/lib/mysql");
        assertThat((List<String>) MAINSTAY.get("volumes")).containsExactly("files:" + environment(MAINSTAY).get("MAINSTAY_FILES_DIRECTORY"));
        assertThat((Map<String, Object>) COMPOSE.get("volumes")).containsOnlyKeys("mysql", "files");
        assertThat(DOCKERFILE).anyMatch(line -> line.contains("mkdir /files && chown mainstay /files"));
    }

    @Test
    void theImageRunsAsNobodyInParticularOnTheJavaOfTheBuild() {
        String java = text("pom.xml").replaceAll("(?s).*<java.version>(\\d+)</java.version>.*", "$1");
        assertThat(DOCKERFILE.stream().filter(line -> line.startsWith("FROM"))).hasSize(2).allMatch(line -> line.contains("eclipse-temurin:" + java + "-jre"));
        assertThat(line("USER")).matches("USER [1-9]\\d{3,}");
        assertThat(DOCKERFILE.indexOf(line("USER"))).isLessThan(DOCKERFILE.indexOf(line("ENTRYPOINT")));
        assertThat(line("EXPOSE")).isEqualTo("EXPOSE 8080");
        // Libraries in a layer below the product's own jar.
        assertThat(DOCKERFILE.indexOf("COPY --from=unpacked /app/lib ./lib")).isPositive()
                .isLessThan(DOCKERFILE.indexOf("COPY --from=unpacked /app/mainstay.jar ./"));
        var entry = words(line("ENTRYPOINT"));
        String cache = entry.stream().filter(word -> word.startsWith("-XX:AOTCache=")).findFirst().orElseThrow().substring(13);
        assertThat(DOCKERFILE).anyMatch(line -> line.startsWith("RUN java") && line.contains("-XX:AOTCacheOutput=" + cache + " "));
        assertThat(entry).endsWith("-jar", "mainstay.jar");
    }

    /** As the container's own shell would run it; {@code ServerStory} does, against the packaged product. */
    @Test
    void theHealthCheckIsACommand() {
        assertThat(words(line("HEALTHCHECK").replaceFirst("^.*CMD ", "CMD "))).startsWith("bash", "-c").hasSize(3);
    }

    private static boolean isRead(String variable) {
        String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
        try (var files = Files.walk(Path.of("src/main"))) {
            // By name in the configuration, by key in a value, or as a component of settings.
            return files.filter(file -> file.toString().matches(".*\\.(yml|java)")).map(file -> text(file.toString()))
                    .anyMatch(text -> text.contains("${" + variable) || text.contains("${" + property)
                            || text.contains("@ConfigurationProperties(\"" + property.substring(0, property.lastIndexOf('.')) + "\")"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With the values that compose takes where the caller sets none. */
    private static Map<String, String> environment(Map<String, Object> service) {
        Map<String, String> environment = new HashMap<>();
        ((Map<String, Object>) service.get("environment")).forEach((name, value) -> environment.put(name,
                VARIABLE.matcher(String.valueOf(value)).replaceAll(match -> Objects.requireNonNull(match.group(2), name + " has no default"))));
        return environment;
    }

    private static String line(String instruction) {
        return DOCKERFILE.stream().filter(line -> line.startsWith(instruction + " ")).reduce((first, last) -> last).orElseThrow();
    }

    private static List<String> words(String instruction) {
        return new ArrayList<>(List.of(JsonMapper.builder().build().readValue(instruction.replaceFirst("^\\w+ ", ""), String[].class)));
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A container's environment instead of this machine's. */
    private static final class Only extends StandardEnvironment {

        Only(Map<String, Object> variables) {
            getPropertySources().replace(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                    new SystemEnvironmentPropertySource(SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        }
    }
}
