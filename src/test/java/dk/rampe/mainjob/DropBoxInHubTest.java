package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.mapping.Sheets;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.partner.DanishTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A municipality with a drop box in the running hub: settings and field tables, routes and all. */
class DropBoxInHubTest {

    private static final String RECEIPT = "kvittering/uge 6.xlsx.kvittering.xlsx";

    @TempDir
    Path work;

    @Test
    void aWorkbookThatIsPutThereIsAnsweredAndItsFetchingNoted() throws IOException {
        int port = OddersClient.freePort();
        List<String> settings = new ArrayList<>(OddersClient.settings(work.resolve("accounts"), port));
        settings.add("rampe.sandbox.samples=false");
        try (Hub hub =
                Hub.startWhole(work.resolve("data"), Clock.system(DanishTime.ZONE), settings.toArray(String[]::new))) {
            try (OddersClient odder = OddersClient.at(port)) {
                odder.put(
                        "ind/uge 6.xlsx",
                        TestWorkbook.of(TestWorkbook.referral("A", 6103781234L), "")
                                .bytes());
                hub.awaitCount(
                        "select count(*) from delivery where partner = 'odder' and kind = 'RECEIPT' and state = 'SENT'",
                        1);
                assertThat(Sheets.of(odder.read(RECEIPT)).get("Henvisninger").get(1))
                        .contains("A", "Modtaget");
                odder.remove(RECEIPT);
                hub.awaitCount("select count(*) from delivery where partner = 'odder' and fetched_at is not null", 1);
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() ->
                            State.files(hub.neighbour("sind").resolve("cases")).size() == 1);
            assertThat(State.files(work.resolve("accounts/odder/home/ind"))).isEmpty();
            assertThat(hub.strings("select programme from participation")).isEqualTo(List.of("stampe"));
        }
    }
}
