package dk.rampe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.delivery.GroundFloor;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.util.FileSystemUtils;

/** What {@code docs/partners.md} shows of a sixth municipality is taken from there and started, beside all the others. */
class FiveChannelsTest {

    private static final String SIXTH = "proevekoebing";
    private static final Pattern HEAD = Pattern.compile("All five begin alike.*?```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile(
            "\\*\\*Like \\w+\\*\\* \\(`cp -r mappings/(\\w+) mappings/" + SIXTH + "`\\).*?```yaml\n(.*?)```",
            Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    /** A port as well as a hash. */
    private static final String ANYTHING = "0".repeat(62) + "22";

    @TempDir
    static Path work;

    /** Not marked as a configuration, or the hub would find it when it scans for its own. */
    @EnableConfigurationProperties(HubSettings.class)
    @ComponentScan(
            basePackages = {"dk.rampe.partner", "dk.rampe.submission"},
            useDefaultFilters = false,
            includeFilters =
                    @Filter(
                            type = FilterType.REGEX,
                            pattern = {".*\\.partner\\.Partners", ".*\\.AgreedTables"}))
    static class Settings {

        @Bean
        Mappings mappings() throws IOException {
            return GroundFloor.mappings(work.resolve("mappings"));
        }
    }

    record Channel(String model, String settings) {

        @Override
        public String toString() {
            return model;
        }
    }

    static List<Channel> channels() throws IOException {
        String page = Files.readString(Path.of("docs/partners.md"));
        String head = HEAD.matcher(page)
                .results()
                .findFirst()
                .map(found -> found.group(1))
                .orElseThrow();
        return PART.matcher(page)
                .results()
                .map((MatchResult found) -> new Channel(found.group(1), head + found.group(2)))
                .toList();
    }

    @Test
    void thePageShowsAllFive() throws IOException {
        assertThat(channels())
                .extracting(Channel::model)
                .containsExactly("silkeborg", "norddjurs", "odder", "aarhus", "randers");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aSixthMunicipalityIsAFolderOfTablesAndTheseLines(Channel channel) throws IOException {
        try (ConfigurableApplicationContext hub = start(channel.model(), channel.settings())) {
            Partner sixth = hub.getBean(Partners.class).get(SIXTH);
            Partner model = hub.getBean(Partners.class).get(channel.model());

            assertThat(sixth.municipality()).isEqualTo("999");
            assertThat(parts(sixth)).isEqualTo(parts(model));
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void withoutItsTablesTheHubDoesNotStart(Channel channel) {
        assertThatThrownBy(() -> start(null, channel.settings()).close())
                .rootCause()
                .hasMessageContaining(SIXTH);
    }

    /** Which ways lead to it. */
    private static List<Boolean> parts(Partner partner) {
        return Stream.of(
                        partner.sftp(),
                        partner.dropbox(),
                        partner.soap(),
                        partner.collect(),
                        partner.receipts(),
                        partner.status(),
                        partner.isPolled() ? partner : null,
                        partner.isCalledWithStatuses() ? partner : null)
                .map(part -> part != null)
                .toList();
    }

    private static ConfigurableApplicationContext start(String tables, String settings) throws IOException {
        FileSystemUtils.deleteRecursively(work.resolve("mappings"));
        FileSystemUtils.copyRecursively(Path.of("mappings"), work.resolve("mappings"));
        if (tables != null) {
            FileSystemUtils.copyRecursively(
                    Path.of("mappings", tables), work.resolve("mappings").resolve(SIXTH));
        }
        Path config = Files.createDirectories(work.resolve("config"));
        Files.writeString(config.resolve("application.yml"), settings);
        List<String> arguments = new ArrayList<>();
        arguments.add("--spring.config.additional-location=" + config + "/");
        for (Path file : settingsFiles(config)) {
            PLACEHOLDER
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(match -> arguments.add("--" + match.group(1) + '=' + ANYTHING));
        }
        return new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
    }

    private static List<Path> settingsFiles(Path sixth) throws IOException {
        try (Stream<Path> own = Files.walk(Path.of("config"));
                Stream<Path> others = Files.walk(sixth)) {
            return Stream.of(own, others, Stream.of(Path.of("src/main/resources/application.yml")))
                    .flatMap(files -> files)
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }
}
