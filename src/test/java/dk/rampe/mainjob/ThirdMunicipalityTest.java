package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.DanishTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/**
 * A municipality that nobody has written Java for: a settings file and a mapping folder, see {@code
 * src/test/resources/third}.
 */
class ThirdMunicipalityTest {

    private static final Path THIRD = Path.of("src/test/resources/third");

    @TempDir
    Path work;

    @Test
    void takesPartWithConfigurationAndMappingFilesOnly() throws IOException {
        Path mappings = work.resolve("mappings");
        FileSystemUtils.copyRecursively(Path.of("mappings"), mappings);
        FileSystemUtils.copyRecursively(THIRD.resolve("mappings"), mappings);
        try (Hub hub = Hub.start(
                work.resolve("data"),
                Clock.system(DanishTime.ZONE),
                "rampe.sandbox.samples=false",
                "rampe.folders.mappings=" + mappings,
                "spring.config.additional-location=optional:file:" + THIRD.resolve("config") + "/*/")) {
            Path inbox = hub.neighbour("proevekoebing").resolve("til-hub");
            Files.writeString(inbox.resolve("henvist-20261102.csv"), """
                    sag,cpr,fornavne,efternavn,gruppe,situation,timer,henvist
                    P-1,6103781234,Ida,Prøve,F,ledig,7.5,2026-11-02
                    P-2,6203781235,Bo,Prøve,F,ferie,7.5,2026-11-02
                    """);
            Files.createFile(inbox.resolve("henvist-20261102.csv.ok"));

            hub.awaitCount(
                    "select count(*) from delivery where partner = 'proevekoebing' and kind = 'STATUS_FILE' and state = 'SENT'",
                    1);
            Path outbox = hub.neighbour("proevekoebing").resolve("fra-hub");
            assertThat(Files.readAllLines(outbox.resolve("henvist-20261102.csv.svar")))
                    .containsExactly(
                            "linje,sag,svar,kode,tekst",
                            "2,P-1,ja,,",
                            "3,P-2,nej,R-1301,Værdien står ikke i kodelisten situation.");
            assertThat(State.files(outbox))
                    .filteredOn(file -> file.getFileName().toString().startsWith("status-"))
                    .singleElement()
                    .satisfies(file -> assertThat(Files.readAllLines(file))
                            .hasSize(2)
                            .anyMatch(line -> line.startsWith("P-1,2,")));
            assertThat(State.files(hub.neighbour("sind").resolve("cases"))).hasSize(1);
            assertThat(State.files(inbox)).isEmpty();
        }
    }
}
