package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.delivery.Delivery;
import dk.rampe.mapping.FaultCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is the same file, what a file tells of itself, and what refuses it whole. */
class FilesTest {

    private static final String NAME = "henvisning_20260202_01.csv";
    private static final String OTHER_NAME = "henvisning_20260202_02.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void theSameContentUnderAnotherNameIsADuplicateWithAReceipt() {
        hub.silkeborg(NAME, referral(1));
        hub.deliver(SILKEBORG);
        UUID again = hub.silkeborg(OTHER_NAME, referral(1));
        assertThat(hub.state(again)).isEqualTo("DUPLICATE");
        assertThat(hub.faults(again)).isEqualTo("R-2101");
        assertThat(hub.deliver(SILKEBORG)).singleElement().satisfies(receipt -> {
            assertThat(receipt.names()).contains(OTHER_NAME + ".kvittering.csv");
            assertThat(hub.file(receipt)).contains("R-2101");
        });
        assertThat(hub.count("event")).isEqualTo(1);
        assertThat(hub.count("archive_chunk")).isEqualTo(1);
    }

    @Test
    void emptyFilesAreToldApartByTheSendersIdElseByTheirName() {
        byte[] empty = TestHub.csv(NAME);
        hub.store(SILKEBORG, NAME, "id 1", empty);
        assertThat(hub.state(hub.store(SILKEBORG, NAME, "id 2", empty))).isEqualTo("STORED");
        assertThat(hub.state(hub.store(SILKEBORG, OTHER_NAME, "id 2", empty))).isEqualTo("DUPLICATE");
        hub.store(SILKEBORG, NAME, null, empty);
        assertThat(hub.state(hub.store(SILKEBORG, OTHER_NAME, null, empty))).isEqualTo("STORED");
        assertThat(hub.state(hub.store(SILKEBORG, OTHER_NAME, null, empty))).isEqualTo("DUPLICATE");
    }

    @Test
    void anEmptyFileThatHoldsTheSendersIdIsTheSameUnderAnotherName() {
        byte[] empty = TestCases.xml(UUID.randomUUID(), "2026-02-02T06:00:00+01:00");
        UUID first = hub.process(hub.store(NORDDJURS, "RAMPE_202602020600.xml", null, empty));
        assertThat(hub.state(first)).isEqualTo("PROCESSED");
        assertThat(hub.state(hub.store(NORDDJURS, "RAMPE_202602020601.xml", null, empty)))
                .isEqualTo("DUPLICATE");
    }

    @Test
    void aFileThatStillLiesAtItsSenderIsKnownByNameSizeTimeAndContent() {
        byte[] content = TestHub.csv(NAME, referral(1));
        byte[] empty = TestHub.csv(NAME);
        hub.store(SILKEBORG, NAME, "id 1", content);
        hub.store(SILKEBORG, OTHER_NAME, "id 2", content);
        hub.store(SILKEBORG, "henvisning_20260202_03.csv", "id 3", empty);
        assertThat(hasTaken(NAME, content)).isTrue();
        assertThat(hasTaken(OTHER_NAME, content)).as("a duplicate").isTrue();
        assertThat(hasTaken("henvisning_20260202_03.csv", empty)).isTrue();
        assertThat(hasTaken(NAME, TestHub.csv(NAME, referral(2)))).isFalse();
        assertThat(hasTaken(NAME, TestHub.WRITTEN.plusSeconds(1), content))
                .as("sent again")
                .isFalse();
        assertThat(hasTaken("henvisning_20260202_04.csv", content)).isFalse();
        assertThat(hub.bean(Submissions.class).hasTaken(NORDDJURS, NAME, content.length, TestHub.WRITTEN, () -> {
                    throw new AssertionError("read though no such file is known");
                }))
                .isFalse();
    }

    private static boolean hasTaken(String name, byte[] content) {
        return hasTaken(name, TestHub.WRITTEN, content);
    }

    private static boolean hasTaken(String name, Instant written, byte[] content) {
        return hub.bean(Submissions.class)
                .hasTaken(SILKEBORG, name, content.length, written, () -> Archive.sha256(content));
    }

    @Test
    void aSendersIdUsedAgainIsTakenWithAWarningAndOnlyTheReuserIsWarned() {
        UUID first = hub.store(SILKEBORG, NAME, "one id", TestHub.csv(NAME, referral(1)));
        UUID reused = hub.store(SILKEBORG, OTHER_NAME, "one id", TestHub.csv(NAME, referral(2)));
        hub.process(first);
        hub.process(reused);
        assertThat(hub.faults(first)).isEmpty();
        assertThat(hub.faults(reused)).isEqualTo("W-2102");
        assertThat(hub.outcomes(reused)).containsExactly("ACCEPTED");
    }

    @Test
    void aBadLineStopsNothing() {
        UUID file = hub.silkeborg(NAME, referral(1), referral(2, "nonsense", "01-02-2026"), "x;y", referral(3));
        assertThat(hub.state(file)).isEqualTo("PARTLY");
        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED", "REJECTED R-1205", "REJECTED R-2008", "ACCEPTED");
        assertThat(hub.count("event")).isEqualTo(2);
    }

    @Test
    void aFileRefusedWholeWritesNothingButItsReceipt() {
        String good = henvisning(1, personNumber(1), "11111111", "2026-02-01");
        byte[] wrongCount = new String(TestCases.xml(UUID.randomUUID(), "2026-02-02T06:00:00+01:00", good))
                .replace("antal=\"1\"", "antal=\"2\"")
                .getBytes();
        UUID file = hub.process(hub.store(NORDDJURS, "RAMPE_202602020600.xml", null, wrongCount));
        assertThat(hub.state(file)).isEqualTo("REFUSED");
        assertThat(hub.count("submission_line")).isZero();
        assertThat(hub.count("event")).isZero();
        assertThat(hub.count("vault.entry")).isZero();
        assertThat(hub.deliver(NORDDJURS)).singleElement().satisfies(receipt -> assertThat(hub.file(receipt))
                .contains("R-2001"));
    }

    @Test
    void aFileRefusedUnreadIsRefusedOnceUntilItLooksDifferent() {
        Submissions submissions = hub.bean(Submissions.class);
        Incoming incoming = new Incoming(SILKEBORG, "SFTP", "henvisning", NAME, 10L, null, null, null);
        List<dk.rampe.mapping.Fault> faults = List.of(FaultCode.TRIGGER_SIZE_DISAGREES.fault());
        assertThat(submissions.refuse(incoming, "look".getBytes(), faults)).isTrue();
        assertThat(submissions.refuse(incoming, "look".getBytes(), faults)).isFalse();
        assertThat(submissions.refuse(incoming, "another look".getBytes(), faults))
                .isTrue();
        assertThat(hub.deliver(SILKEBORG).stream().map(Delivery::names))
                .containsExactly(List.of(NAME + ".sftpreceipt"), List.of("henvisning_20260202_01.csv.2.sftpreceipt"));
        UUID better = hub.silkeborg(NAME, referral(1));
        assertThat(hub.state(better)).isEqualTo("PROCESSED");
    }

    @Test
    void anIncompleteTransferLeavesNothing() {
        Incoming incoming = new Incoming(SILKEBORG, "SFTP", "henvisning", NAME, 999L, null, null, null);
        assertThatThrownBy(() -> hub.bean(Submissions.class)
                        .store(incoming, new ByteArrayInputStream(TestHub.csv(NAME, referral(1)))))
                .isInstanceOf(IncompleteTransfer.class);
        assertThat(hub.count("submission")).isZero();
        assertThat(hub.count("archive_chunk")).isZero();
    }

    @Test
    void aTransferThatGoesOnPastMidnightIsReadBack() throws IOException {
        hub.clock().set("2026-02-03T00:59:59");
        byte[] content = TestHub.csv(NAME, referral(1));
        InputStream slow = new ByteArrayInputStream(content) {
            @Override
            public int read(byte[] target, int offset, int length) {
                hub.clock().advance(Duration.ofSeconds(30));
                return super.read(target, offset, length);
            }
        };
        UUID file = hub.bean(Submissions.class)
                .store(new Incoming(SILKEBORG, "SFTP", "henvisning", NAME, null, null, null, "20260203_01"), slow);
        assertThat(hub.outcomes(hub.process(file))).containsExactly("ACCEPTED");
    }

    @Test
    void theFirstTransferOfADayHoldsUpNobody() {
        hub.sql("drop table if exists archive_chunk_2026_03_09").update();
        hub.clock().set("2026-03-09T10:00:00");
        CompletableFuture<UUID> meanwhile = new CompletableFuture<>();
        InputStream slow = new ByteArrayInputStream(TestHub.csv(NAME, referral(1))) {
            @Override
            public int read(byte[] target, int offset, int length) {
                if (!meanwhile.isDone()) {
                    meanwhile.complete(CompletableFuture.supplyAsync(
                                    () -> hub.store(SILKEBORG, OTHER_NAME, "x", TestHub.csv(NAME, referral(2))))
                            .orTimeout(10, TimeUnit.SECONDS)
                            .join());
                }
                return super.read(target, offset, length);
            }
        };
        Incoming incoming = new Incoming(SILKEBORG, "SFTP", "henvisning", NAME, null, null, null, "20260309_01");
        try {
            assertThat(hub.bean(Submissions.class).store(incoming, slow)).isNotNull();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(meanwhile).isCompleted();
    }

    @Test
    void aFileOfAPartnerThatSendsNoneIsRefusedByName() {
        Incoming incoming = new Incoming("quiet", "SFTP", "henvisning", NAME, null, null, null, null);
        assertThatThrownBy(
                        () -> hub.bean(Submissions.class).store(incoming, new ByteArrayInputStream(TestHub.csv(NAME))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Quiet");
    }

    @Test
    void theMunicipalityIsTheSenders() {
        hub.silkeborg(NAME, referral(1));
        String foreign =
                henvisning(1, personNumber(2), "22222222", "2026-02-01").replace("707-2026-00001", caseNumber(1));
        hub.norddjurs("RAMPE_202602020600.xml", "2026-02-02T06:00:00+01:00", foreign);
        assertThat(hub.sql("select municipality from participation where case_number = ? order by number")
                        .param(caseNumber(1))
                        .query(String.class)
                        .list())
                .containsExactly("740", "707");
    }
}
