package dk.rampe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.delivery.GroundFloor;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.HubSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;

/**
 * The files of {@code config/} as they are, with one thing wrong at a time: the hub does not start, and says which
 * setting of which file is wrong. Only what reads settings is started.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationTest {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z0-9_]+)}");

    /** A port as well as a hash. */
    private static final String ANYTHING = "0".repeat(62) + "22";

    private static final String JMS =
            "jms: {cases: rampe.provider.n.cases, progress: rampe.provider.n.progress, rejected: rampe.provider.n.rejected}";
    private static final String SERVER = "{host: h, port: 22, user: u, private-key-file: k, known-hosts-file: h}";

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
            return GroundFloor.mappings(Path.of("mappings"));
        }
    }

    @TempDir
    Path folder;

    @Test
    void theSettingsAsTheyAreWouldDo() {
        assertThatCode(() -> start()).doesNotThrowAnyException();
    }

    @Test
    void withoutTheSandboxEveryMissingValueIsNamedAtOnceWithFileAndLine(CapturedOutput output) throws IOException {
        assertThatThrownBy(() -> application().run()).hasMessageContaining("settings are missing");

        List<String> asked = new ArrayList<>();
        for (Path file : settingsFiles()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                int line = i + 1;
                PLACEHOLDER
                        .matcher(lines.get(i))
                        .results()
                        .map(match -> match.group(1))
                        .forEach(name -> {
                            asked.add(name);
                            assertThat(output)
                                    .containsPattern(name + " for \\S+ \\(.*" + nameOf(file) + ".* - " + line + ":");
                        });
            }
        }
        assertThat(asked).isNotEmpty();
        assertThat(output.toString().lines().filter(line -> line.matches(" {2}[A-Z0-9_]+ for .*")))
                .hasSameSizeAs(asked);
    }

    private static String nameOf(Path file) {
        return file.startsWith("config") ? Pattern.quote(file.toString()) : "class path resource \\[application.yml";
    }

    private static List<Path> settingsFiles() throws IOException {
        try (Stream<Path> files = Stream.concat(
                Files.walk(Path.of("config")), Stream.of(Path.of("src/main/resources/application.yml")))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rampe.partners.silkeborg.collect.folders, UD",
        "rampe.partners.norddjurs.municipalty, 707",
        "rampe.partner.silkeborg.name, Silkeborg",
        "rampe.programmes.rampen.treshold, 5",
        "rampe.valt.key-file, keys",
    })
    void aMisspeltKeyIsNamedWithFileAndLine(String key, String value, CapturedOutput output) throws IOException {
        assertThatThrownBy(() -> startWith(key + ": " + value)).isNotNull();

        assertThat(output).contains("Property: " + key).contains("application.yml] - 2:");
    }

    @ParameterizedTest
    @CsvSource({"strict-host-key-checking, no", "known-hosts, any", "password, secret", "parameters, x"})
    void thereIsNoSettingToBelieveAnyServerOrToLogInWithAPassword(String key, String value, CapturedOutput output) {
        assertThatThrownBy(() -> startWith("rampe.partners.silkeborg.sftp." + key + ": '" + value + "'"))
                .isNotNull();

        assertThat(output).contains("Property: rampe.partners.silkeborg.sftp." + key);
    }

    @Test
    void aJobcentreWithoutItsMunicipalityIsRefused(CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner("JOBCENTRE", "rampen", "sftp: " + SERVER)))
                .isNotNull();

        assertThat(output).contains("rampe.partners[new]").contains("a jobcentre needs its municipality code");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "releases: {folder: ind} | collect and status need sftp or dropbox, releases need sftp",
                "instruction: {reference: r, date: 2024-01-01} | a partner needs sftp, dropbox, jms, rest, soap or service",
                "soap: {users: {a: b}} | soap is for jobcentres",
                "soap: {users: {a: b}} | soap.users holds bcrypt hashes",
                "soap: {certificates: {a: b}} | 64 lower-case hex digits each"
            })
    void aPartnerThatCannotBeReachedIsRefused(String part, String reason, CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner("EVALUATOR", "rampen", part)))
                .isNotNull();

        assertThat(output).contains("rampe.partners[new]").contains(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EVALUATOR | {url: 'https://a', | service is for jobcentres, and goes with soap or alone",
                "JOBCENTRE | {url: 'http://a', | service.url must be an https address",
                "JOBCENTRE | {url: 'https://u:p@a', | service.url must be an https address",
                "JOBCENTRE | {url: 'https://a', user: u, | service.user goes with service.password",
                "JOBCENTRE | {url: 'https://a', key-store-file: k, | key-store-file with key-store-password",
                "JOBCENTRE | {url: 'https://a', answer-within: 2m, | no longer than 1m",
                "JOBCENTRE | {url: 'https://a', connect-within: 0s, | longer than nothing"
            })
    void aServiceThatIsNotSafelyCalledIsRefused(String role, String service, String reason, CapturedOutput output) {
        String rest = " version: SOAP_12, trusted-certificates-file: none}";
        String part = "municipality: '999'\n      service: " + service + rest;
        assertThatThrownBy(() -> startWith(newPartner(role, "rampen", part))).isNotNull();

        assertThat(output).contains("rampe.partners[new]").contains(reason).doesNotContain("u:p@");
    }

    @ParameterizedTest
    @CsvSource({"JOBCENTRE", "PROVIDER", "EVALUATOR"})
    void aProgrammeThatNobodyHasDescribedStopsTheStart(String role, CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner(role, "rampn", "municipality: '999'\n      sftp: " + SERVER)))
                .isNotNull();

        assertThat(output)
                .contains("'rampe.partners.new.programmes[0]'")
                .contains("application.yml] - ")
                .contains("There is no such programme under rampe.programmes");
    }

    @Test
    void aJobcentreInAProgrammeThatNobodyProvidesStopsTheStart(CapturedOutput output) {
        String programme = "\n  programmes.naeste.name: Naeste";
        assertThatThrownBy(() -> startWith(
                        newPartner("JOBCENTRE", "naeste", "municipality: '999'\n      sftp: " + SERVER) + programme))
                .isNotNull();

        assertThat(output)
                .contains("'rampe.partners.new.programmes[0]'")
                .contains("No partner with the role PROVIDER has this programme");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "norddjurs | [referral, case-update] | [referral, case-updat] | collect.files.leverance.messages[1]",
                "silkeborg | mapping: technical-receipt | mapping: technical-recipt | receipts.stored[0].mapping",
                "silkeborg | mapping: business-receipt | mapping: referral | receipts.processed[1].mapping",
                "norddjurs | mapping: status | mapping: statuses | status.mapping",
                "silkeborg | mapping: trigger | mapping: triger | status.marker.mapping"
            })
    void aFieldTableThatIsNotThereStopsTheStart(
            String partner, String right, String wrong, String setting, CapturedOutput output) throws IOException {
        String settings = Files.readString(Path.of("config", partner, "application.yml"));
        assertThat(settings).contains(right);
        assertThatThrownBy(() -> startWith(settings.replace(right, wrong))).isNotNull();

        assertThat(output)
                .contains("'rampe.partners." + partner + "." + setting + "'")
                .contains("application.yml] - ")
                .contains("no field table");
    }

    @Test
    void aWaitingTimeWithoutAUnitStopsTheStart(CapturedOutput output) {
        assertThatThrownBy(() -> startWith("rampe.waiting.refuse-after: 30")).isNotNull();

        assertThat(output).contains("rampe.waiting.refuseAfter");
    }

    @Test
    void aProviderWithoutATableForItsEventsStopsTheStart(CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner("PROVIDER", "rampen", JMS)))
                .isNotNull();

        assertThat(output).contains("'rampe.partners.new.jms.progress'").contains("no mappings for new");
    }

    @Test
    void aProviderThatOnlyCallsNeedsTheTableToo(CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner("PROVIDER", "rampen", "rest: {keys: {a: '" + ANYTHING + "'}}")))
                .isNotNull();

        assertThat(output).contains("'rampe.partners.new.rest'").contains("no mappings for new");
    }

    @Test
    void aKeyThatIsNotHashedStopsTheStartAndIsNotPrinted(CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner("PROVIDER", "rampen", "rest: {keys: {a: my-very-own-key}}")))
                .isNotNull();

        assertThat(output).contains("rest.keys holds SHA-256 values").doesNotContain("my-very-own-key");
    }

    @Test
    void onlyAProviderMayCall(CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner("EVALUATOR", "rampen", "rest: {keys: {a: '" + ANYTHING + "'}}")))
                .isNotNull();

        assertThat(output).contains("rampe.partners[new]").contains("rest is for providers");
    }

    @Test
    void anAddressThatTheBrokersRulesDoNotKnowStopsTheStart(CapturedOutput output) {
        assertThatThrownBy(() -> startWith(newPartner("PROVIDER", "rampen", JMS.replace("n.cases", "n.sager"))))
                .isNotNull();

        assertThat(output).contains("rampe.partners[new].jms.cases").contains("must match");
    }

    @Test
    void noSerializedObjectIsRead() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(new ArrayList<>());

        assertThatThrownBy(() -> new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
                .isInstanceOf(InvalidClassException.class);
    }

    private static String newPartner(String role, String programme, String part) {
        return """
                rampe:
                  partners:
                    new:
                      name: New
                      role: %s
                      programmes: [%s]
                      agreement: {reference: A-1, legal-basis: invented}
                      %s""".formatted(role, programme, part);
    }

    /** @param settings a file that is read after those of {@code config/} */
    private void startWith(String settings) throws IOException {
        Files.writeString(folder.resolve("application.yml"), "# one more\n" + settings + "\n");
        start("--spring.config.additional-location=" + folder + "/");
    }

    private static void start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(arguments));
        for (Path file : settingsFiles()) {
            PLACEHOLDER
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(match -> all.add("--" + match.group(1) + '=' + ANYTHING));
        }
        application().run(all.toArray(String[]::new)).close();
    }

    private static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(Settings.class).web(WebApplicationType.NONE);
    }
}
