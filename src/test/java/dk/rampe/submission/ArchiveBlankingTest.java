package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.vault.Keyring;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Archive copies without the lines that must go, under a new key. */
class ArchiveBlankingTest {

    private static final String FILE = "henvisning_20260202_01.csv";
    private static final String UPDATES = "sagsopdatering_20260202_01.csv";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void aMarkedLineIsGoneAndTheOldKeyOpensNothing() throws IOException {
        UUID file = hub.silkeborg(FILE, referral(1), referral(2), referral(3));
        String before = copy(file);
        byte[] oldKey = key(file);

        mark(file, 3);
        blankAll();

        assertThat(copy(file)).isEqualTo(before.replace(referral(2), ""));
        assertThat(key(file)).isNotEqualTo(oldKey);
        byte[] sealed = hub.sql("select sealed from archive_chunk where submission_id = ?")
                .param(file)
                .query(byte[].class)
                .single();
        assertThat(hub.bean(Keyring.class).open(oldKey, file.toString())).satisfies(old -> assertThat(
                        org.assertj.core.api.Assertions.catchThrowable(() -> old.open(sealed, "chunk 0")))
                .isInstanceOf(IllegalStateException.class));
    }

    @Test
    void aCopyOfManyChunksIsWrittenAnew() throws IOException {
        String[] many = IntStream.range(0, 9000).mapToObj(TestCases::referral).toArray(String[]::new);
        UUID file = hub.silkeborg(FILE, many);
        String before = copy(file);
        assertThat(hub.count("archive_chunk")).isGreaterThan(1);

        mark(file, 2, 5000, 9001);
        blankAll();

        assertThat(copy(file))
                .isEqualTo(before.replace(referral(0), "")
                        .replace(referral(4998), "")
                        .replace(referral(8999), ""));
        assertThat(hub.count("archive_blanking")).isZero();
    }

    @Test
    void whatWaitsIsStillTakenUpAfterItsSubmissionsKeyHasChanged() throws IOException {
        hub.silkeborg(FILE, referral(2));
        UUID file = hub.silkeborg(
                UPDATES, update(1, "TLF", "03-02-2026", "22222222"), update(2, "TLF", "03-02-2026", "33333333"));
        assertThat(hub.outcomes(file)).containsExactly("WAITING", "ACCEPTED");

        mark(file, 3);
        blankAll();
        hub.silkeborg("henvisning_20260203_01.csv", referral(1));

        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(copy(file)).contains("22222222").doesNotContain("33333333");
    }

    @Test
    void aCopyThatIsYetToBeWorkedThroughIsLeftUntilThen() throws IOException {
        UUID file = hub.store(SILKEBORG, FILE, "an id", TestHub.csv(FILE, referral(1), referral(2)));
        mark(file, 3);
        assertThat(hub.bean(ArchiveBlanking.class).marked()).isEmpty();

        hub.process(file);
        blankAll();

        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(copy(file)).contains(caseNumber(1)).doesNotContain(caseNumber(2));
    }

    @Test
    void aFileRefusedWholeGoesWhenItHoldsOneOfTheWordsInAnyCharset() throws IOException {
        byte[] unreadable = ("Sag\r\n" + personNumber(7) + "\r\n").getBytes(StandardCharsets.UTF_16LE);
        UUID holding = hub.process(hub.store(SILKEBORG, FILE, "an id", unreadable));
        UUID other = hub.process(hub.store(SILKEBORG, "henvisning_20260203_01.csv", "b", "Sag\r\n".getBytes(WINDOWS)));
        assertThat(hub.state(holding)).isEqualTo("REFUSED");

        hub.bean(ArchiveSearch.class).markHolding(SILKEBORG, Set.of(personNumber(7)));
        blankAll();

        assertThat(key(holding)).isNull();
        assertThat(key(other)).isNotNull();
        assertThat(hub.count("archive_chunk where submission_id = '" + holding + "'"))
                .isZero();
    }

    @Test
    void ofAFileTheLinesGoWhoseCaseNumberCouldNotBeReadButThatNameThePerson() throws IOException {
        String nameless = referral(7).replace(caseNumber(7), "");
        UUID file = hub.silkeborg(FILE, referral(1), nameless, referral(8).replace(caseNumber(8), ""));
        assertThat(hub.outcomes(file)).element(1).asString().startsWith("REJECTED");

        String hyphenated =
                personNumber(7).substring(0, 6) + '-' + personNumber(7).substring(6);
        hub.bean(ArchiveSearch.class).markHolding(SILKEBORG, Set.of(caseNumber(7), hyphenated));
        blankAll();

        assertThat(copy(file)).contains(referral(1), "740-2026").doesNotContain(nameless);
        assertThat(copy(file).lines().filter(String::isEmpty)).hasSize(1);
    }

    private static void mark(UUID file, long... lines) {
        hub.bean(ArchiveBlanking.class).mark(file, Arrays.stream(lines).boxed().toList());
    }

    private static void blankAll() throws IOException {
        ArchiveBlanking blanking = hub.bean(ArchiveBlanking.class);
        List<UUID> marked = blanking.marked();
        assertThat(marked).isNotEmpty();
        for (UUID id : marked) {
            blanking.blank(id);
        }
    }

    private static String copy(UUID file) throws IOException {
        return new String(hub.archived(file), WINDOWS);
    }

    private static byte[] key(UUID file) {
        return hub.bean(Ledger.class).find(file).archiveKey();
    }
}
