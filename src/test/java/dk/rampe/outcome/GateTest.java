package dk.rampe.outcome;

import static dk.rampe.outcome.Figure.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final LocalDate FIRST = LocalDate.of(2023, 1, 1);

    private static final Figure[] UNDER_WAY = {REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED};
    private static final Figure[] COMPLETED_IN_JOB = {
        REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, COMPLETED, IN_JOB_AT_END
    };
    private static final Figure[] COMPLETED_WITHOUT = {REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED, COMPLETED};

    private final Nights nights = new Nights(5, List.of("707", "740"));
    private final List<Nights.Person> underWay = nights.join("707", 30, UNDER_WAY);
    private final List<Nights.Person> inJob = nights.join("707", 10, COMPLETED_IN_JOB);
    private final List<Nights.Person> without = nights.join("707", 10, COMPLETED_WITHOUT);

    GateTest() {
        nights.join("740", 20, COMPLETED_IN_JOB);
        nights.join("740", 20, COMPLETED_WITHOUT);
        nights.release();
    }

    @Test
    void admissionCountsMoveWithTheFifthPerson() {
        nights.join("707", 4, UNDER_WAY);
        assertThat(date(nights.release(), RowGroup.ADMISSION)).isEqualTo(FIRST);
        nights.join("707", 1, UNDER_WAY);
        Picture moved = nights.release();
        assertThat(date(moved, RowGroup.ADMISSION)).isEqualTo(FIRST.plusDays(2));
        assertThat(moved.of("707", RowGroup.ADMISSION).of(REFERRED)).isEqualTo(55);
        assertThat(moved.of("740", RowGroup.ADMISSION).asOf()).isEqualTo(FIRST);
        assertThat(moved.of("PROJECT", RowGroup.ADMISSION).of(REFERRED)).isEqualTo(95);
    }

    @Test
    void personsCountNotWhatTheirComingAndGoingComesTo() {
        nights.join("707", 3, UNDER_WAY);
        nights.become(underWay.subList(0, 2), REFERRED, DROPPED_OUT);
        assertThat(date(nights.release(), RowGroup.ADMISSION)).isEqualTo(FIRST.plusDays(1));
    }

    @Test
    void anOutcomeRowStaysWhenOnlyTheAdmissionCountsMove() {
        nights.join("707", 5, UNDER_WAY);
        Picture moved = nights.release();
        assertThat(date(moved, RowGroup.ADMISSION)).isEqualTo(FIRST.plusDays(1));
        assertThat(date(moved, RowGroup.IN_JOB_AT_END)).isEqualTo(FIRST);
    }

    @Test
    void anOutcomeRowMovesWithTheAdmissionCountsOnly() {
        nights.become(underWay.subList(0, 10), with(UNDER_WAY, PRIMARY_UNEMPLOYED_IN_WORK));
        assertThat(date(nights.release(), RowGroup.PRIMARY_IN_WORK)).isEqualTo(FIRST);
        nights.join("707", 5, with(UNDER_WAY, RELATIVES_OFFERED));
        nights.join("707", 5, with(UNDER_WAY, PRIMARY_UNEMPLOYED_IN_WORK));
        Picture moved = nights.release();
        assertThat(date(moved, RowGroup.PRIMARY_IN_WORK)).isEqualTo(FIRST.plusDays(2));
        assertThat(moved.of("707", RowGroup.PRIMARY_IN_WORK).of(PRIMARY_UNEMPLOYED_IN_WORK))
                .isEqualTo(15);
    }

    @Test
    void anOutcomeRowWaitsWhileThoseWhoJoinedAreAllOrNoneInIt() {
        nights.become(underWay.subList(0, 6), COMPLETED_IN_JOB);
        Picture all = nights.release();
        assertThat(date(all, RowGroup.ADMISSION)).isEqualTo(FIRST.plusDays(1));
        assertThat(date(all, RowGroup.IN_JOB_AT_END)).isEqualTo(FIRST);
        nights.become(underWay.subList(6, 11), COMPLETED_WITHOUT);
        assertThat(date(nights.release(), RowGroup.IN_JOB_AT_END)).isEqualTo(FIRST.plusDays(2));
    }

    @Test
    void erasedCasesCountAsAnyOtherChange() {
        nights.erase("707", underWay.subList(0, 4));
        assertThat(date(nights.release(), RowGroup.ADMISSION)).isEqualTo(FIRST);
        nights.erase("707", underWay.subList(4, 5));
        Picture moved = nights.release();
        assertThat(date(moved, RowGroup.ADMISSION)).isEqualTo(FIRST.plusDays(2));
        assertThat(moved.of("707", RowGroup.ADMISSION).of(REFERRED)).isEqualTo(45);
    }

    @Test
    void whatThoseHadWhoLeftIsNotToldByTheRowWithoutThem() {
        nights.erase("707", inJob.subList(0, 5));
        Picture allInJob = nights.release();
        assertThat(date(allInJob, RowGroup.ADMISSION)).isEqualTo(FIRST.plusDays(1));
        assertThat(date(allInJob, RowGroup.IN_JOB_AT_END)).isEqualTo(FIRST);
    }

    @Test
    void whoeverCameAndWentBetweenThemDoesNotGiveTheOthersAway() {
        List<Nights.Person> passing = nights.join("707", 1, COMPLETED_WITHOUT);
        nights.join("707", 5, COMPLETED_IN_JOB);
        Picture second = nights.release();
        assertThat(date(second, RowGroup.IN_JOB_AT_END)).isEqualTo(FIRST.plusDays(1));
        nights.erase("707", passing);
        nights.join("707", 4, COMPLETED_IN_JOB);
        nights.join("707", 1, COMPLETED_IN_JOB);
        assertThat(date(nights.release(), RowGroup.IN_JOB_AT_END)).isEqualTo(FIRST.plusDays(1));
    }

    @Test
    void aQuietNightRepeatsEverything() {
        Picture quiet = nights.release();
        assertThat(quiet.all()).allMatch(showing -> showing.asOf().equals(FIRST));
    }

    private static Figure[] with(Figure[] figures, Figure more) {
        Figure[] all = java.util.Arrays.copyOf(figures, figures.length + 1);
        all[figures.length] = more;
        return all;
    }

    private static LocalDate date(Picture picture, RowGroup group) {
        return picture.of("707", group).asOf();
    }
}
