package dk.rampe.outcome;

import static dk.rampe.outcome.Figure.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuppressionTest {

    @Test
    void whatIsHiddenInOneMunicipalityCannotBeTakenFromTheSum() {
        Nights nights = new Nights(5, List.of("707", "740", "751"));
        completed(nights, "707", 20, 10);
        completed(nights, "740", 18, 16);
        completed(nights, "751", 16, 8);
        Picture release = nights.release();
        assertThat(hidden(release, RowGroup.IN_JOB_AT_END)).containsExactly("740 inJobAtEnd", "751 inJobAtEnd");
    }

    @Test
    void ofThoseOfOneSizeTheFirstByCodeIsHidden() {
        Nights nights = new Nights(5, List.of("707", "740", "751"));
        completed(nights, "707", 20, 10);
        completed(nights, "740", 20, 16);
        completed(nights, "751", 20, 8);
        assertThat(hidden(nights.release(), RowGroup.IN_JOB_AT_END))
                .containsExactly("707 inJobAtEnd", "740 inJobAtEnd");
    }

    @Test
    void theSumIsHiddenWhenThereIsNoOtherMunicipality() {
        Nights nights = new Nights(5, List.of("707"));
        completed(nights, "707", 20, 16);
        assertThat(hidden(nights.release(), RowGroup.IN_JOB_AT_END))
                .containsExactly("707 inJobAtEnd", "PROJECT inJobAtEnd");
    }

    @Test
    void boundsThatAreTooNarrowHideOneMore() {
        Nights nights = new Nights(5, List.of("707", "740", "751"));
        completed(nights, "707", 40, 20);
        completed(nights, "740", 7, 6);
        completed(nights, "751", 7, 6);
        // 12 of 14: each is 5, 6 or 7
        assertThat(hidden(nights.release(), RowGroup.IN_JOB_AT_END))
                .containsExactly("707 inJobAtEnd", "740 inJobAtEnd", "751 inJobAtEnd");
    }

    @Test
    void whatIsHiddenCannotBeTakenFromOtherCountsOfTheMunicipality() {
        Nights nights = new Nights(5, List.of("707", "740"));
        nights.join("707", 30, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED);
        nights.join("707", 3, REFERRED, REJECTED);
        nights.join("707", 10, REFERRED, DROPPED_OUT);
        nights.join("740", 30, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED);
        nights.join("740", 8, REFERRED, REJECTED);
        nights.join("740", 9, REFERRED, DROPPED_OUT);
        assertThat(hidden(nights.release(), RowGroup.ADMISSION))
                .containsExactlyInAnyOrder("707 rejected", "707 droppedOut", "740 rejected", "740 droppedOut");
    }

    @Test
    void whatIsHiddenCannotBeTakenFromTwoNights() {
        Nights nights = new Nights(5, List.of("707", "740", "751"));
        completed(nights, "707", 20, 10);
        completed(nights, "740", 20, 10);
        completed(nights, "751", 20, 10);
        assertThat(hidden(nights.release(), RowGroup.IN_JOB_AT_END)).isEmpty();
        // all but three are in job now: hidden, and only 740 moves, so that the sum of the night gives it away
        nights.join("740", 7, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, COMPLETED, IN_JOB_AT_END);
        nights.join("740", 1, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, COMPLETED);
        Picture release = nights.release();
        assertThat(release.of("740", RowGroup.IN_JOB_AT_END).of(IN_JOB_AT_END)).isEqualTo(17);
        assertThat(hidden(release, RowGroup.IN_JOB_AT_END)).isEmpty();
    }

    @Test
    void nobodyIsBehindAFigureOfNobody() {
        Nights nights = new Nights(5, List.of("707", "740"));
        nights.join("740", 30, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED);
        assertThat(hidden(nights.release(), RowGroup.ADMISSION)).containsExactly("707 sickListedAtReferral");
    }

    @Test
    void withTheWholeGoesThePart() {
        Nights nights = new Nights(5, List.of("707", "740"));
        nights.join("707", 17, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, ACCEPTED);
        nights.join("707", 3, REFERRED, PARTICIPANTS, SICK_LISTED_AT_REFERRAL, ACCEPTED);
        nights.join("740", 30, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, ACCEPTED);
        nights.join("740", 20, REFERRED, PARTICIPANTS, SICK_LISTED_AT_REFERRAL, ACCEPTED);
        Picture release = nights.release();
        assertThat(hidden(release, RowGroup.ADMISSION))
                .containsExactlyInAnyOrder(
                        "707 sickListedAtReferral",
                        "707 primaryUnemployed",
                        "740 sickListedAtReferral",
                        "740 primaryUnemployed");
        assertThat(hidden(release, RowGroup.PRIMARY_IN_WORK))
                .contains("740 primaryUnemployed", "740 primaryUnemployedInWork");
    }

    private static void completed(Nights nights, String municipality, int number, int inJob) {
        nights.join(municipality, inJob, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, COMPLETED, IN_JOB_AT_END);
        nights.join(municipality, number - inJob, REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, COMPLETED);
    }

    private static List<String> hidden(Picture release, RowGroup group) {
        return release.scopes().stream()
                .map(scope -> release.of(scope, group))
                .flatMap(showing ->
                        showing.hidden().stream().sorted().map(figure -> showing.scope() + " " + figure.published()))
                .toList();
    }
}
