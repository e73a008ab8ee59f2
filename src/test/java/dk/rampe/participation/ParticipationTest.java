package dk.rampe.participation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One test for each clause of the fold (participant model); each fails under the reading that its name denies. */
class ParticipationTest {

    private static final LocalDate LAST_DAY = LocalDate.of(2023, 6, 30);

    @Test
    void aCaseWithoutAReferralOnOrBeforeTheDateDoesNotExist() {
        assertThat(Story.primary("2023-07-01").asOf("2023-06-30").exists()).isFalse();
        assertThat(Story.primary("2023-06-30").asOf("2023-06-30").exists()).isTrue();
        assertThat(Participation.of(List.of(), LAST_DAY, 9).exists()).isFalse();
    }

    @Test
    void theHighestStampIsTheVersionThatCountsWhateverCameLast() {
        Participation folded = Story.primary("2023-01-10")
                .stamp("20230110_02")
                .referred("2023-01-08", "SICK_LISTED_FLEXJOB")
                .stamp("20230110_01")
                .asOf("2023-06-30");
        assertThat(folded.referredOn()).isEqualTo("2023-01-10");
        assertThat(folded.eventFor(PersonalField.PHONE)).contains(1L);
    }

    @Test
    void withoutStampsTheLastToArriveCountsAndAStampBeatsNone() {
        Story story = Story.primary("2023-01-10").referred("2023-01-08", "SICK_LISTED_FLEXJOB");
        assertThat(story.asOf("2023-06-30").referredOn()).isEqualTo("2023-01-08");
        Story stamped = Story.primary("2023-01-10").stamp("20230110_01").referred("2023-01-08", "SICK_LISTED_FLEXJOB");
        assertThat(stamped.asOf("2023-06-30").referredOn()).isEqualTo("2023-01-10");
    }

    @Test
    void aVersionDatedAfterTheDateStillReplacesTheEarlierOne() {
        Story story = Story.primary("2023-01-10").referred("2023-08-01", "UNEMPLOYED_FLEXJOB");
        assertThat(story.asOf("2023-06-30").exists()).isFalse();
    }

    @Test
    void theCorrectionOfACorrectionLeavesTheLast() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .key("first")
                .tell(Kind.COMPLETED, "2023-04-01")
                .key("second")
                .supersedes("first")
                .tell(Kind.COMPLETED, "2023-05-01")
                .key("third")
                .supersedes("second");
        assertThat(story.asOf("2023-06-30").ending().on()).isEqualTo("2023-05-01");
    }

    @Test
    void theRetractionOfACorrectionLeavesNothing() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .key("first")
                .tell(Kind.COMPLETED, "2023-04-01")
                .key("second")
                .supersedes("first")
                .tell(Kind.RETRACTED, "2023-05-01")
                .supersedes("second");
        assertThat(story.asOf("2023-06-30").ending()).isNull();
    }

    @Test
    void theRetractionOfARetractionBringsTheEventBack() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .key("first")
                .tell(Kind.RETRACTED, "2023-05-01")
                .key("away")
                .supersedes("first")
                .tell(Kind.RETRACTED, "2023-05-02")
                .key("back")
                .supersedes("away");
        assertThat(story.asOf("2023-06-30").endedAs(Ending.Kind.COMPLETED)).isTrue();
        story.tell(Kind.RETRACTED, "2023-05-03").supersedes("back");
        assertThat(story.asOf("2023-06-30").ending()).isNull();
    }

    @Test
    void aRetractionThatIsCorrectedTakesNothingAway() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .key("first")
                .tell(Kind.RETRACTED, "2023-05-01")
                .key("away")
                .supersedes("first")
                .tell(Kind.CONVERSATION, "2023-02-01")
                .supersedes("away");
        assertThat(story.asOf("2023-06-30").endedAs(Ending.Kind.COMPLETED)).isTrue();
    }

    @Test
    void aRetractionDatedAfterTheDateTakesAwayAllTheSame() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .key("first")
                .tell(Kind.RETRACTED, "2023-07-10")
                .supersedes("first");
        assertThat(story.asOf("2023-06-30").ending()).isNull();
        assertThat(Participation.of(story.events(), LAST_DAY, 2).endedAs(Ending.Kind.COMPLETED))
                .isTrue();
    }

    @Test
    void aVersionThatWasReplacedNoLongerCorrectsAnything() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.CONVERSATION, "2023-02-01")
                .key("talk")
                .tell(Kind.CONVERSATION, "2023-02-03")
                .key("put right")
                .supersedes("talk")
                .tell(Kind.NO_SHOW, "2023-02-03")
                .key("put right");
        assertThat(story.asOf("2023-06-30").latestContact()).isEqualTo("2023-02-01");
    }

    @Test
    void eventsThatNameThemselvesOrEachOtherDoNotGoRoundForever() {
        Story story = Story.primary("2023-01-10")
                .supersedes("referral")
                .tell(Kind.CONVERSATION, "2023-02-01")
                .key("a")
                .supersedes("b")
                .tell(Kind.CONVERSATION, "2023-02-02")
                .key("b")
                .supersedes("a")
                .tell(Kind.RETRACTED, "2023-02-03")
                .key("c")
                .supersedes("d")
                .tell(Kind.RETRACTED, "2023-02-03")
                .key("d")
                .supersedes("c")
                .tell(Kind.RETRACTED, "2023-02-03")
                .key("e")
                .supersedes("e");
        assertThat(story.asOf("2023-06-30").exists()).isTrue();
        assertThat(story.asOf("2023-06-30").latestContact()).isNull();
    }

    @Test
    void theLastAssessmentDecidesNotTheFirst() {
        Story story = Story.primary("2023-01-10").assessed("2023-02-01", true).assessed("2023-01-20", false);
        assertThat(story.asOf("2023-06-30").assessed().accepted()).isTrue();
        assertThat(story.asOf("2023-06-30").ending()).isNull();
        assertThat(story.asOf("2023-01-31").endedAs(Ending.Kind.REJECTED)).isTrue();
    }

    @Test
    void theEarliestEndingCountsNotTheLastAndTheOthersAreFlagged() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.WITHDRAWN, "2023-05-01")
                .tell(Kind.COMPLETED, "2023-04-01")
                .asOf("2023-06-30");
        assertThat(folded.endedAs(Ending.Kind.COMPLETED)).isTrue();
        assertThat(folded.flags())
                .containsExactly(new Flag(Flag.What.ANOTHER_ENDING, Kind.WITHDRAWN, LocalDate.of(2023, 5, 1), 2));
    }

    @Test
    void onOneDayWithdrawnBeatsDroppedOutBeatsCompletedBeatsRejected() {
        Story story = Story.primary("2023-01-10").assessed("2023-03-01", false);
        assertThat(story.asOf("2023-06-30").ending().kind()).isEqualTo(Ending.Kind.REJECTED);
        story.tell(Kind.COMPLETED, "2023-03-01");
        assertThat(story.asOf("2023-06-30").ending().kind()).isEqualTo(Ending.Kind.COMPLETED);
        story.tell(Kind.DROPPED_OUT, "2023-03-01", "reason", "MOVED");
        assertThat(story.asOf("2023-06-30").ending().kind()).isEqualTo(Ending.Kind.DROPPED_OUT);
        story.tell(Kind.WITHDRAWN, "2023-03-01");
        assertThat(story.asOf("2023-06-30").ending().kind()).isEqualTo(Ending.Kind.WITHDRAWN);
    }

    @Test
    void registeredInErrorHoldsForEveryDateAndBeforeAnEarlierEnding() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .tell(Kind.REGISTERED_IN_ERROR, "2023-09-01")
                .asOf("2023-06-30");
        assertThat(folded.registeredInError()).isTrue();
        assertThat(Status.of(folded, null).code()).isEqualTo(Status.Code.REGISTERED_IN_ERROR);
    }

    @Test
    void onlyAConversationAfterTheEndingIsFlaggedAndItIsKept() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .tell(Kind.CONVERSATION, "2023-03-01")
                .tell(Kind.CAFE_MEETING, "2023-03-02")
                .tell(Kind.CONVERSATION, "2023-03-03")
                .measured("2023-04-01", "COPING", "FOLLOW_UP", "score", 20)
                .asOf("2023-06-30");
        assertThat(folded.flags()).extracting(Flag::number).containsExactly(5L);
        assertThat(folded.latestContact()).isEqualTo("2023-03-03");
        assertThat(folded.measurements()).hasSize(1);
    }

    @Test
    void aPlacementIsOpenFromItsFirstDayUntilTheDayBeforeItsEnd() {
        Participation folded = Story.primary("2023-01-10")
                .leftPlacement("P", "2023-05-01")
                .placed("P", "FLEX_JOB", "2023-03-01")
                .asOf("2023-06-30");
        assertThat(folded.isInWorkOn(LocalDate.of(2023, 2, 28))).isFalse();
        assertThat(folded.isInWorkOn(LocalDate.of(2023, 3, 1))).isTrue();
        assertThat(folded.isInWorkOn(LocalDate.of(2023, 4, 30))).isTrue();
        assertThat(folded.isInWorkOn(LocalDate.of(2023, 5, 1))).isFalse();
    }

    @Test
    void anEndBeforeTheStartOrWithoutOneIsHarmless() {
        Participation folded = Story.primary("2023-01-10")
                .leftPlacement("P", "2023-02-01")
                .leftPlacement("never started", "2023-02-01")
                .placed("P", "FLEX_JOB", "2023-03-01")
                .tell(Kind.SICK_LEAVE_ENDED, "2023-02-01")
                .asOf("2023-06-30");
        assertThat(folded.placements()).hasSize(1);
        assertThat(folded.openPlacements()).isEmpty();
        assertThat(folded.sickLeaves()).isEmpty();
    }

    @Test
    void ofSeveralEndsOfAPlacementTheFirstCountsAndOfSeveralStartsTheLast() {
        Participation folded = Story.primary("2023-01-10")
                .placed("P", "INTERNSHIP", "2023-03-01")
                .placed("P", "FLEX_JOB", "2023-04-01")
                .leftPlacement("P", "2023-08-01")
                .leftPlacement("P", "2023-05-01")
                .asOf("2023-12-31");
        assertThat(folded.placements())
                .containsExactly(
                        new Placement("P", "FLEX_JOB", null, LocalDate.of(2023, 4, 1), LocalDate.of(2023, 5, 1)));
    }

    @Test
    void anInternshipIsNoWorkAndWageSubsidyIs() {
        Story story = Story.primary("2023-01-10").placed("P", "INTERNSHIP", "2023-02-01");
        assertThat(story.asOf("2023-06-30").isInWorkOn(LAST_DAY)).isFalse();
        story.placed("W", "WAGE_SUBSIDY", "2023-03-01");
        assertThat(story.asOf("2023-06-30").isInWorkOn(LAST_DAY)).isTrue();
        assertThat(story.asOf("2023-06-30").hasOpenFlexJobOn(LAST_DAY)).isFalse();
        assertThat(story.asOf("2023-06-30").mainPlacement()).map(Placement::id).contains("W");
    }

    @Test
    void sickLeaveCoversItsFirstDayAndNotTheDayOfReturn() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.SICK_LEAVE_STARTED, "2023-02-01")
                .tell(Kind.SICK_LEAVE_STARTED, "2023-02-05")
                .tell(Kind.SICK_LEAVE_ENDED, "2023-02-10")
                .asOf("2023-06-30");
        assertThat(folded.sickLeaves())
                .containsExactly(new SickLeave(LocalDate.of(2023, 2, 1), LocalDate.of(2023, 2, 10)));
        assertThat(folded.isOnSickLeaveOn(LocalDate.of(2023, 2, 9))).isTrue();
        assertThat(folded.isOnSickLeaveOn(LocalDate.of(2023, 2, 10))).isFalse();
    }

    @Test
    void aChangedSituationLeavesTheSituationAtReferral() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.SITUATION_CHANGED, "2023-03-01", "situation", "SICK_LISTED_FLEXJOB");
        Participation folded = story.asOf("2023-06-30");
        assertThat(folded.situationAtReferral()).isEqualTo("UNEMPLOYED_FLEXJOB");
        assertThat(folded.situation()).isEqualTo("SICK_LISTED_FLEXJOB");
        assertThat(story.asOf("2023-02-28").situation()).isEqualTo("UNEMPLOYED_FLEXJOB");
    }

    @Test
    void protectionFromADayBeforeTheReferralIsNotLostToTheReferral() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.PROTECTION_CHANGED, "2022-12-01", "protected", true)
                .asOf("2023-06-30");
        assertThat(folded.isProtected()).isTrue();
    }

    @Test
    void aChangeInForceOnTheDateIsThePersonalSourceOfItsFieldOnly() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.CONTACT_CHANGED, "2023-03-01", "field", "phone")
                .tell(Kind.CASEWORKER_CHANGED, "2023-08-01")
                .tell(Kind.IDENTIFIER_CHANGED, "2023-04-01")
                .tell(Kind.STARTED, "2023-02-01");
        Participation folded = story.asOf("2023-06-30");
        assertThat(folded.eventFor(PersonalField.PHONE)).contains(2L);
        assertThat(folded.eventFor(PersonalField.EMAIL)).contains(1L);
        assertThat(folded.eventFor(PersonalField.CASEWORKER)).contains(1L);
        assertThat(folded.eventFor(PersonalField.IDENTIFIER)).contains(4L);
        assertThat(folded.eventFor(PersonalField.CONTACT_PERSON)).contains(5L);
        assertThat(story.asOf("2023-08-01").eventFor(PersonalField.CASEWORKER)).contains(3L);
    }

    @Test
    void noShowIsNoContact() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.COMPANY_CONTACT, "2023-02-01")
                .tell(Kind.NO_SHOW, "2023-02-02")
                .asOf("2023-06-30");
        assertThat(folded.latestContact()).isEqualTo("2023-02-01");
    }

    @Test
    void ofTwoAssessmentsOfOneDayTheOneWithTheHigherKeyCountsWhicheverCameLast() {
        Story story = Story.primary("2023-01-10")
                .assessed("2023-02-01", true)
                .key("b")
                .assessed("2023-02-01", false)
                .key("a");
        assertThat(story.asOf("2023-06-30").assessed().accepted()).isTrue();
    }

    @Test
    void ofTwoEndingsOfOneKindAndDayTheOneWithTheLowerKeyCounts() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.DROPPED_OUT, "2023-03-01", "reason", "HEALTH")
                .key("b")
                .tell(Kind.DROPPED_OUT, "2023-03-01", "reason", "MOVED")
                .key("a");
        assertThat(story.asOf("2023-06-30").ending().reason()).isEqualTo("MOVED");
    }

    @Test
    void onOneDayAPlacementAndASickLeaveStartBeforeTheyEndWhicheverWasToldFirst() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.SICK_LEAVE_ENDED, "2023-03-01")
                .tell(Kind.SICK_LEAVE_STARTED, "2023-03-01")
                .leftPlacement("P", "2023-03-01")
                .placed("P", "FLEX_JOB", "2023-03-01")
                .asOf("2023-06-30");
        assertThat(folded.isOnSickLeaveOn(LAST_DAY)).isFalse();
        assertThat(folded.openPlacements()).isEmpty();
    }

    @Test
    void theFirstStartCountsNotTheLast() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.STARTED, "2023-03-01")
                .tell(Kind.STARTED, "2023-02-01")
                .asOf("2023-06-30");
        assertThat(folded.startedOn()).isEqualTo("2023-02-01");
    }

    @Test
    void whoFellIllAgainIsOnASecondSickLeaveAndWasWellInBetween() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.SICK_LEAVE_STARTED, "2023-02-01")
                .tell(Kind.SICK_LEAVE_ENDED, "2023-02-10")
                .tell(Kind.SICK_LEAVE_STARTED, "2023-04-01")
                .asOf("2023-06-30");
        assertThat(folded.isOnSickLeaveOn(LocalDate.of(2023, 1, 31))).isFalse();
        assertThat(folded.isOnSickLeaveOn(LocalDate.of(2023, 3, 1))).isFalse();
        assertThat(folded.isOnSickLeaveOn(LAST_DAY)).isTrue();
    }

    @Test
    void aCorrectionMayChangeTheKindAndTheDateOfWhatItReplaces() {
        Story story = Story.primary("2023-01-10")
                .tell(Kind.COMPLETED, "2023-03-01")
                .key("wrong")
                .tell(Kind.DROPPED_OUT, "2023-08-01", "reason", "MOVED")
                .supersedes("wrong");
        assertThat(story.asOf("2023-06-30").ending()).isNull();
        assertThat(story.asOf("2023-08-01").endedAs(Ending.Kind.DROPPED_OUT)).isTrue();
    }

    @Test
    void whatHappensOnTheDayOfTheEndingAndWorkAndSickLeaveAfterItAreNoContradictions() {
        Participation folded = Story.primary("2023-01-10")
                .tell(Kind.CONVERSATION, "2023-03-01")
                .tell(Kind.COMPLETED, "2023-03-01")
                .tell(Kind.PLACEMENT_STARTED, "2023-04-01", "placementId", "P", "placement", "FLEX_JOB")
                .tell(Kind.SICK_LEAVE_STARTED, "2023-05-01")
                .asOf("2023-06-30");
        assertThat(folded.flags()).isEmpty();
        assertThat(folded.isInWorkOn(LAST_DAY)).isTrue();
        assertThat(folded.isOnSickLeaveOn(LAST_DAY)).isTrue();
    }
}
