package dk.rampe.rights;

import static dk.rampe.mapping.TestWorkbook.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.Claims;
import dk.rampe.delivery.Outbox;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.partner.HubSettings;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.OdderHub;
import dk.rampe.submission.Submissions;
import dk.rampe.submission.TestHub;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.util.FileSystemUtils;

/** What lies in a drop box is held, until it is fetched. */
class DropBoxHoldingsTest {

    private static final String ODDER = "odder";

    @RegisterExtension
    static final TestHub hub = OdderHub.create();

    @Test
    void filesInAnAccountAreCountedSinceTheOldestAndOverdueWhenTheyShouldHaveGone() throws IOException {
        Path home = hub.bean(HubSettings.class).dropbox().home(ODDER);
        FileSystemUtils.deleteRecursively(home);
        assertThat(account()).isEqualTo(new Holding(ODDER, Store.DROP_BOX, 0L, null, null, keep(), null, 0));

        Instant now = hub.clock().instant();
        lay(home.resolve("kvittering/a.xlsx"), now);
        lay(home.resolve("ud/b.xlsx"), now.minus(Duration.ofDays(3)));
        assertThat(account())
                .isEqualTo(new Holding(
                        ODDER,
                        Store.DROP_BOX,
                        2L,
                        null,
                        now.minus(Duration.ofDays(3)),
                        keep(),
                        LocalDate.parse("2026-03-01"),
                        0));

        lay(home.resolve("ud/c.xlsx"), now.minus(Duration.ofDays(32)));
        assertThat(account().overdue()).isOne();
    }

    @Test
    void aCaseIsHeldThereUntilWhatTellsOfItIsFetched() throws IOException {
        sent("uge 5.xlsx", referral("A", 6103781234L) + referral("B", 6203781235L));
        sent("uge 6.xlsx", referral("B", 6203781235L));
        assertThat(ofCase("A")).isEmpty();
        Outbox outbox = hub.bean(Outbox.class);
        hub.bean(Claims.class).claim(ODDER).forEach(outbox::sent);

        assertThat(ofCase("A")).singleElement().satisfies(holding -> assertThat(holding)
                .extracting(Holding::items, Holding::limit, Holding::until)
                .containsExactly(1L, keep(), LocalDate.parse("2026-03-04")));
        assertThat(ofCase("B")).singleElement().satisfies(holding -> assertThat(holding.items())
                .isEqualTo(2));
        hub.sql("update delivery set fetched_at = sent_at").update();
        assertThat(ofCase("A")).isEmpty();
    }

    private static void lay(Path file, Instant written) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private static Duration keep() {
        return Duration.ofDays(30);
    }

    private static Holding account() {
        return hub.bean(Holdings.class).account().holdings().stream()
                .filter(holding -> holding.store() == Store.DROP_BOX)
                .findFirst()
                .orElseThrow();
    }

    private static List<Holding> ofCase(String caseNumber) {
        return hub.bean(Holdings.class).ofCase(caseNumber, "727").holdings().stream()
                .filter(holding -> holding.store() == Store.DROP_BOX)
                .toList();
    }

    private static void sent(String name, String referrals) throws IOException {
        byte[] content = TestWorkbook.of(referrals, "").bytes();
        Incoming incoming = new Incoming(
                ODDER, "DROPBOX", "henvisninger", name, (long) content.length, TestHub.WRITTEN, null, null);
        hub.process(hub.bean(Submissions.class).store(incoming, new ByteArrayInputStream(content)));
    }
}
