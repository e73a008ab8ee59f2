package dk.rampe.delivery;

import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.delivery.FetchedFiles.Watched;
import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A technical receipt, a receipt and a status file in Silkeborg's folder, and what leaves it. */
class FetchedFilesTest {

    private static final String TECHNICAL = "henvisning_20260202_01.csv.sftpreceipt";
    private static final String RECEIPT = "henvisning_20260202_01.csv.kvittering.csv";
    private static final String STATUS = "status_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private FetchedFiles fetched;

    @BeforeEach
    void putThreeFilesInPlace() {
        fetched = hub.bean(FetchedFiles.class);
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.bean(StatusFiles.class).gatherNow(SILKEBORG);
        hub.deliver(SILKEBORG);
        assertThat(lying().files()).hasSize(3).containsValues(TECHNICAL, RECEIPT, STATUS);
    }

    @Test
    void whatHasLeftTheFolderIsFetchedAndNothingElse() {
        fetched.note(lying(), Set.of(TECHNICAL, STATUS));
        assertThat(fetched()).containsExactly("RECEIPT");
        assertThat(hub.count("delivery where state <> 'SENT' and partner = 'silkeborg'"))
                .isZero();
        assertThat(lying().files()).hasSize(2).containsValues(TECHNICAL, STATUS);
    }

    @Test
    void aStatusIsFetchedWithItsFile() {
        fetched.note(lying(), Set.of(TECHNICAL, RECEIPT));
        assertThat(fetched()).containsExactly("STATUS", "STATUS_FILE");
    }

    @Test
    void aFileThatComesBackChangesNothing() {
        fetched.note(lying(), Set.of());
        String before = times();
        hub.clock().advance(Duration.ofHours(1));
        assertThat(fetched.lookedFor(SILKEBORG)).isEmpty();
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void whatWasNotedByAnotherNodeMeanwhileStaysAsItIs() {
        Watched seenEarlier = lying();
        fetched.note(lying(), Set.of());
        String before = times();
        hub.clock().advance(Duration.ofHours(1));
        fetched.note(seenEarlier, Set.of());
        assertThat(times()).isEqualTo(before);
    }

    @Test
    void aFileThatIsPutInPlaceAfterTheListIsNotMissed() {
        Watched before = lying();
        hub.silkeborg("henvisning_20260202_02.csv", referral(2));
        hub.deliver(SILKEBORG);
        fetched.note(before, Set.of(TECHNICAL, RECEIPT, STATUS));
        assertThat(fetched()).isEmpty();
        assertThat(lying().files()).hasSize(5);
    }

    @Test
    void aFileThatIsAboutToBeReplacedIsNotLookedFor() {
        hub.sql("update delivery set state = 'PENDING' where kind = 'RECEIPT'").update();
        assertThat(lying().files()).hasSize(1).containsValue(STATUS);
    }

    @Test
    void afterNinetyDaysNobodyLooksAnyMore() {
        hub.clock().advance(Duration.ofDays(89));
        assertThat(lying().files()).hasSize(3);
        hub.clock().advance(Duration.ofDays(2));
        assertThat(fetched.lookedFor(SILKEBORG)).isEmpty();
    }

    @Test
    void aPartnerWithoutFilesHasNothingToFetch() {
        hub.deliver(SIND);
        assertThat(fetched.lookedFor(SIND)).isEmpty();
    }

    private Watched lying() {
        List<Watched> folders = fetched.lookedFor(SILKEBORG);
        assertThat(folders).extracting(Watched::folder).containsExactly("IND");
        return folders.get(0);
    }

    private static List<String> fetched() {
        return hub.sql("select kind from delivery where fetched_at is not null order by kind")
                .query(String.class)
                .list();
    }

    private static String times() {
        return hub.sql("select string_agg(fetched_at::text, ' ' order by number) from delivery")
                .query(String.class)
                .single();
    }
}
