package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final String IN_ORDER = """
            rampe:
              programmes:
                rampen: {name: Rampen}
              partners:
                somewhere:
                  name: Somewhere
                  role: JOBCENTRE
                  municipality: "${SOMEWHERE_CODE:701}"
                  programmes: [rampen]
                  agreement: {reference: A-1, legal-basis: invented}
                  sftp:
                    host: ${SOMEWHERE_HOST}
                    port: ${SOMEWHERE_PORT}
                    user: hub-${SOMEWHERE_USER}
                    private-key-file: ${SOMEWHERE_KEY}
                    known-hosts-file: known_hosts
            """;

    @TempDir
    Path folder;

    @Test
    void partnersAreKnownWithoutTheirAddresses() throws Exception {
        Partner partner = hub(IN_ORDER).partners().get("somewhere");
        assertThat(partner.name()).isEqualTo("Somewhere");
        assertThat(partner.municipality()).isEqualTo("701");
        assertThat(partner.sftp().knownHostsFile()).isEqualTo(Path.of("known_hosts"));
    }

    @Test
    void aReferenceThatSomebodyGaveIsFollowed() throws Exception {
        assertThat(hub(IN_ORDER, "--SOMEWHERE_CODE=702")
                        .partners()
                        .get("somewhere")
                        .municipality())
                .isEqualTo("702");
    }

    @Test
    void anAddressCountsAsGivenOnlyWhenAllOfItIs() throws Exception {
        String url = "spring.datasource.url: jdbc:postgresql://${A_HOST}/rampe";
        assertThat(read(url).given("spring.datasource.url")).isEmpty();
        assertThat(read(url, "--A_HOST=here").given("spring.datasource.url")).contains("jdbc:postgresql://here/rampe");
        assertThat(read(url).given("spring.datasource.username")).isEmpty();
    }

    @Test
    void aMisspeltSettingIsToldWithItsPlace() {
        assertThatThrownBy(() -> hub(IN_ORDER + "      recepts: {folder: out}"))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("nobody knows rampe.partners.somewhere.recepts.folder")
                .hasMessageContaining("application.yml");
    }

    @Test
    void aSettingThatIsMissingOrCannotBeIsTold() {
        assertThatThrownBy(() -> hub(IN_ORDER.replace("name: Somewhere", "name: ")))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("rampe.partners.somewhere.name");
        assertThatThrownBy(() -> hub(IN_ORDER.replace("JOBCENTRE", "JOBCENTER")))
                .isInstanceOf(NotDone.class)
                .hasMessageContaining("rampe.partners.somewhere.role")
                .hasMessageNotContaining("JOBCENTER");
        assertThatThrownBy(() -> hub("spring: {}")).isInstanceOf(NotDone.class).hasMessageContaining("rampe.partners");
    }

    @Test
    void aFileThatIsNoYamlIsTold() {
        assertThatThrownBy(() -> hub("rampe: [")).isInstanceOf(NotDone.class).hasMessageContaining("cannot be read");
    }

    private HubSettings hub(String yaml, String... given) throws IOException {
        return read(yaml, given).hub();
    }

    private Settings read(String yaml, String... given) throws IOException {
        Files.writeString(folder.resolve("application.yml"), yaml);
        List<String> all = new ArrayList<>(List.of(given));
        all.add("--spring.config.location=" + folder.toUri());
        return Settings.read(all);
    }
}
