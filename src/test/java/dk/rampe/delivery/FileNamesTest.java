package dk.rampe.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.submission.TestHub;
import java.time.ZonedDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FileNamesTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void aTakenNameGetsANumberBeforeItsLastExtension() {
        assertThat(reserve("a.csv.kvittering.csv")).isEqualTo("a.csv.kvittering.csv");
        assertThat(reserve("a.csv.kvittering.csv")).isEqualTo("a.csv.kvittering.2.csv");
        assertThat(reserve("a.csv.kvittering.csv")).isEqualTo("a.csv.kvittering.3.csv");
    }

    @Test
    void aNameWithoutAnExtensionGetsItAtTheEnd() {
        reserve("receipt");
        assertThat(reserve("receipt")).isEqualTo("receipt.2");
    }

    @Test
    void theSameOwnerGetsTheSameNameAgain() {
        reserve("a.csv");
        UUID owner = UUID.randomUUID();
        assertThat(names().reserve("silkeborg", "a.csv", owner)).isEqualTo("a.2.csv");
        assertThat(names().reserve("silkeborg", "a.csv", owner)).isEqualTo("a.2.csv");
    }

    @Test
    void namesOfOnePartnerAreFreeAtAnother() {
        reserve("a.csv");
        assertThat(names().reserve("norddjurs", "a.csv", UUID.randomUUID())).isEqualTo("a.csv");
    }

    @Test
    void theRunningNumberCountsTheDaysFiles() {
        assertThat(dated("2026-02-02T06:00:00+01:00")).isEqualTo("status_20260202_01.csv");
        assertThat(dated("2026-02-02T09:00:00+01:00")).isEqualTo("status_20260202_02.csv");
        assertThat(dated("2026-02-03T06:00:00+01:00")).isEqualTo("status_20260203_01.csv");
    }

    private static String dated(String at) {
        return names().reserveDated(
                        "silkeborg", "status_{yyyyMMdd}_{nn}.csv", ZonedDateTime.parse(at), UUID.randomUUID());
    }

    private static String reserve(String wanted) {
        return names().reserve("silkeborg", wanted, UUID.randomUUID());
    }

    private static FileNames names() {
        return hub.bean(FileNames.class);
    }
}
