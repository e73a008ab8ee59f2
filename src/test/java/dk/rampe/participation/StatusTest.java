package dk.rampe.participation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class StatusTest {

    private static final LocalDate HANDED_OVER = LocalDate.of(2023, 1, 12);

    @Test
    void aCaseIsReceivedUntilItIsHandedOver() {
        Story story = Story.primary("2023-01-10");
        assertThat(Status.of(story.asOf("2023-01-31"), null))
                .isEqualTo(new Status(Status.Code.RECEIVED, null, LocalDate.of(2023, 1, 10), null));
        assertThat(Status.of(story.asOf("2023-01-31"), HANDED_OVER))
                .isEqualTo(new Status(Status.Code.ASSESSING, null, HANDED_OVER, null));
        assertThat(Status.of(story.asOf("2023-01-11"), HANDED_OVER).code()).isEqualTo(Status.Code.RECEIVED);
    }

    @Test
    void anAcceptedCaseWaitsUntilItStarts() {
        Story story = Story.primary("2023-01-10").assessed("2023-01-20", true).tell(Kind.STARTED, "2023-02-01");
        assertThat(Status.of(story.asOf("2023-01-31"), HANDED_OVER))
                .isEqualTo(new Status(Status.Code.WAITING, null, LocalDate.of(2023, 1, 20), null));
        assertThat(Status.of(story.asOf("2023-02-01"), HANDED_OVER))
                .isEqualTo(new Status(Status.Code.ACTIVE, null, LocalDate.of(2023, 2, 1), Status.Phase.CONVERSATIONS));
    }

    @Test
    void aRefusalSaysWhy() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.ASSESSED, "2023-01-20", "accepted", false, "reason", "NO_CAPACITY");
        assertThat(Status.of(story.asOf("2023-01-31"), HANDED_OVER))
                .isEqualTo(new Status(Status.Code.REJECTED, "NO_CAPACITY", LocalDate.of(2023, 1, 20), null));
    }

    @Test
    void sickLeaveIsToldBeforeWorkAndWorkBeforeInternship() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.STARTED, "2023-02-01")
                .placed("I", "INTERNSHIP", "2023-03-01")
                .placed("J", "FLEX_JOB", "2023-04-01")
                .tell(Kind.SICK_LEAVE_STARTED, "2023-05-01");
        assertThat(Status.of(story.asOf("2023-03-31"), null).phase()).isEqualTo(Status.Phase.INTERNSHIP);
        assertThat(Status.of(story.asOf("2023-04-30"), null).phase()).isEqualTo(Status.Phase.IN_JOB);
        assertThat(Status.of(story.asOf("2023-05-31"), null).phase()).isEqualTo(Status.Phase.ON_SICK_LEAVE);
    }

    @Test
    void anEndedCaseIsNoLongerActive() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.STARTED, "2023-02-01")
                .tell(Kind.DROPPED_OUT, "2023-03-01", "reason", "MOVED");
        assertThat(Status.of(story.asOf("2023-06-30"), HANDED_OVER))
                .isEqualTo(new Status(Status.Code.DROPPED_OUT, "MOVED", LocalDate.of(2023, 3, 1), null));
    }
}
