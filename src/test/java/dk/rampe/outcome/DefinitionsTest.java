package dk.rampe.outcome;

import static dk.rampe.outcome.Definition.clause;
import static dk.rampe.outcome.Figure.*;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.participation.Kind;
import dk.rampe.participation.Story;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A made-up case for each clause of the base counts; the sample data alone cannot see every slip. */
class DefinitionsTest {

    @ParameterizedTest
    @MethodSource("definitions")
    void theCaseCountsInTheseFiguresAndInNoOther(Definition definition) {
        assertThat(Contribution.of(definition.story().asOf("2023-06-30")).figures())
                .isEqualTo(definition.figures());
    }

    static Stream<Definition> definitions() {
        return Stream.of(
                clause("referred on or before D")
                        .not("before D")
                        .countsIn(Story.primary("2023-06-30"), REFERRED, PARTICIPANTS, PRIMARY_UNEMPLOYED),
                clause("only participations referred on or before D")
                        .not("all that are known")
                        .countsIn(Story.primary("2023-07-01")),
                clause("not REGISTERED_IN_ERROR")
                        .not("unless that was said after D")
                        .countsIn(Story.primary("2023-01-10").tell(Kind.REGISTERED_IN_ERROR, "2023-09-01")),
                clause("events with occurredOn <= D")
                        .not("all events")
                        .countsIn(
                                Story.primary("2023-01-10").tell(Kind.DROPPED_OUT, "2023-07-01"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED),
                clause("superseded and retracted ones taken away first")
                        .not("a retraction after D is not yet known")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .tell(Kind.DROPPED_OUT, "2023-05-01")
                                        .key("wrong")
                                        .tell(Kind.RETRACTED, "2023-07-10")
                                        .supersedes("wrong"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED),
                clause("referred: PRIMARY referrals").not("all referrals").countsIn(Story.relative("2023-01-10")),
                clause("ended early: WITHDRAWN by the jobcentre too")
                        .not("only DROPPED_OUT")
                        .countsIn(
                                Story.primary("2023-01-10").tell(Kind.WITHDRAWN, "2023-02-01"), REFERRED, DROPPED_OUT),
                clause("the earliest ending wins")
                        .not("any DROPPED_OUT")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .tell(Kind.COMPLETED, "2023-05-01")
                                        .tell(Kind.DROPPED_OUT, "2023-05-02"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                COMPLETED),
                clause("rejected: of the rest")
                        .not("also of those who ended early")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .tell(Kind.WITHDRAWN, "2023-02-01")
                                        .assessed("2023-02-05", false),
                                REFERRED,
                                DROPPED_OUT),
                clause("rejected: the last ASSESSED")
                        .not("any ASSESSED, or the first")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .assessed("2023-02-01", false)
                                        .assessed("2023-03-01", true),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                ACCEPTED),
                clause("rejected: the last ASSESSED says no")
                        .not("one who was accepted once stays accepted")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .assessed("2023-02-01", true)
                                        .assessed("2023-03-01", false),
                                REFERRED,
                                REJECTED),
                clause("participants: referred - rejected - droppedOut")
                        .not("those who were accepted or started")
                        .countsIn(Story.sickListed("2023-01-10"), REFERRED, PARTICIPANTS, SICK_LISTED_AT_REFERRAL),
                clause("situation at referral")
                        .not("situation now")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .tell(Kind.SITUATION_CHANGED, "2023-03-01", "situation", "SICK_LISTED_FLEXJOB")
                                        .placed("J", "ORDINARY_JOB", "2023-03-01"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                PRIMARY_UNEMPLOYED_IN_WORK),
                clause("in work on D, in a job that started on D")
                        .not("before D")
                        .countsIn(
                                Story.primary("2023-01-10").placed("J", "WAGE_SUBSIDY", "2023-06-30"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                PRIMARY_UNEMPLOYED_IN_WORK),
                clause("in work on D: not ended on or before D")
                        .not("the last day still counts")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .placed("J", "FLEX_JOB", "2023-03-01")
                                        .leftPlacement("J", "2023-06-30"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED),
                clause("an internship is not work")
                        .not("any placement")
                        .countsIn(
                                Story.primary("2023-01-10").placed("P", "INTERNSHIP", "2023-03-01"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED),
                clause("in work on D")
                        .not("and not on sick leave")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .placed("J", "FLEX_JOB", "2023-03-01")
                                        .tell(Kind.SICK_LEAVE_STARTED, "2023-06-01"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                PRIMARY_UNEMPLOYED_IN_WORK),
                clause("primaryUnemployedInWork: of the unemployed")
                        .not("of all participants")
                        .countsIn(
                                Story.sickListed("2023-01-10").placed("J", "FLEX_JOB", "2019-03-01"),
                                REFERRED,
                                PARTICIPANTS,
                                SICK_LISTED_AT_REFERRAL),
                clause("relativesOffered: RELATIVE cases with a session")
                        .not("sessions in any case")
                        .countsIn(
                                Story.sickListed("2023-01-10").tell(Kind.RELATIVES_SESSION, "2023-02-01"),
                                REFERRED,
                                PARTICIPANTS,
                                SICK_LISTED_AT_REFERRAL),
                clause("relativesOffered: RELATIVE cases, however they ended")
                        .not("only those still going")
                        .countsIn(
                                Story.relative("2023-01-10")
                                        .tell(Kind.RELATIVES_SESSION, "2023-02-01")
                                        .tell(Kind.RELATIVES_SESSION, "2023-02-08")
                                        .tell(Kind.DROPPED_OUT, "2023-03-01"),
                                RELATIVES_OFFERED),
                clause("inJobAtEnd: on the completion date")
                        .not("on D")
                        .countsIn(
                                Story.sickListed("2023-01-10")
                                        .placed("J", "FLEX_JOB", "2023-03-01")
                                        .tell(Kind.COMPLETED, "2023-05-01")
                                        .leftPlacement("J", "2023-05-02"),
                                REFERRED,
                                PARTICIPANTS,
                                SICK_LISTED_AT_REFERRAL,
                                COMPLETED,
                                IN_JOB_AT_END),
                clause("inJobAtEnd: and not on sick leave on that date")
                        .not("in work is enough")
                        .countsIn(
                                Story.sickListed("2023-01-10")
                                        .placed("J", "FLEX_JOB", "2023-03-01")
                                        .tell(Kind.SICK_LEAVE_STARTED, "2023-04-01")
                                        .tell(Kind.COMPLETED, "2023-05-01")
                                        .tell(Kind.SICK_LEAVE_ENDED, "2023-05-02"),
                                REFERRED,
                                PARTICIPANTS,
                                SICK_LISTED_AT_REFERRAL,
                                COMPLETED),
                clause("positiveAnswers: the last answer of wave END")
                        .not("the first, or any wave")
                        .countsIn(
                                completed()
                                        .measured("2023-05-01", "SATISFACTION", "END", "level", "POSITIVE")
                                        .measured("2023-05-20", "SATISFACTION", "END", "level", "NEITHER")
                                        .measured("2023-06-20", "SATISFACTION", "FOLLOW_UP", "level", "POSITIVE"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                COMPLETED,
                                COMPLETED_WITH_ANSWER),
                clause("positiveAnswers: POSITIVE or VERY_POSITIVE")
                        .not("only VERY_POSITIVE")
                        .countsIn(
                                completed().measured("2023-04-20", "SATISFACTION", "END", "level", "POSITIVE"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                COMPLETED,
                                COMPLETED_WITH_ANSWER,
                                POSITIVE_ANSWERS),
                clause("completedWithAnswer: completed")
                        .not("anyone who answered")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .measured("2023-05-01", "SATISFACTION", "END", "level", "POSITIVE"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED),
                clause("accepted: dropped out later or not")
                        .not("only participants")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .assessed("2023-02-01", true)
                                        .placed("J", "FLEX_JOB", "2023-03-01")
                                        .tell(Kind.DROPPED_OUT, "2023-04-01"),
                                REFERRED,
                                DROPPED_OUT,
                                ACCEPTED,
                                IN_FLEX_JOB_AT_AS_OF),
                clause("inFlexJobAtAsOf: an open FLEX_JOB")
                        .not("any work")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .assessed("2023-02-01", true)
                                        .placed("J", "ORDINARY_JOB", "2023-03-01"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                PRIMARY_UNEMPLOYED_IN_WORK,
                                ACCEPTED),
                clause("inFlexJobAtAsOf: an open FLEX_JOB")
                        .not("one that was ever held")
                        .countsIn(
                                Story.sickListed("2023-01-10")
                                        .assessed("2023-02-01", true)
                                        .placed("J", "FLEX_JOB", "2019-03-01")
                                        .leftPlacement("J", "2023-06-01"),
                                REFERRED,
                                PARTICIPANTS,
                                SICK_LISTED_AT_REFERRAL,
                                ACCEPTED),
                clause("inFlexJobAtAsOf: not on sick leave on D")
                        .not("an open flex job is enough")
                        .countsIn(
                                Story.sickListed("2023-01-10")
                                        .assessed("2023-02-01", true)
                                        .placed("J", "FLEX_JOB", "2019-03-01")
                                        .tell(Kind.SICK_LEAVE_STARTED, "2022-06-01"),
                                REFERRED,
                                PARTICIPANTS,
                                SICK_LISTED_AT_REFERRAL,
                                ACCEPTED),
                clause("paired: START first and END last")
                        .not("START last, END first")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .measured("2023-01-20", "COPING", "START", "score", 20)
                                        .measured("2023-02-20", "COPING", "START", "score", 23)
                                        .measured("2023-05-20", "COPING", "END", "score", 20)
                                        .measured("2023-06-20", "COPING", "END", "score", 23),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                COPING_PERSONS,
                                COPING_BETTER),
                clause("paired: measured at START and at END")
                        .not("any two waves")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .measured("2023-01-20", "COPING", "START", "score", 20)
                                        .measured("2023-05-20", "COPING", "MIDWAY", "score", 30)
                                        .measured("2023-06-20", "COPING", "FOLLOW_UP", "score", 30),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED),
                clause("WHO5: raw sum x 4, better from +10")
                        .not("raw points, or better from any gain")
                        .countsIn(
                                who5(List.of(1, 1, 1, 1, 1), List.of(2, 2, 1, 1, 1)),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                WHO5_PERSONS),
                clause("WHO5: raw sum x 4")
                        .not("raw points")
                        .countsIn(
                                who5(List.of(1, 1, 1, 1, 1), List.of(2, 2, 2, 1, 1)),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                WHO5_PERSONS,
                                WHO5_BETTER),
                clause("SELF_RATED_HEALTH: better from one level up")
                        .not("alphabetical levels, or two levels")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .measured("2023-01-20", "SELF_RATED_HEALTH", "START", "level", "VERY_GOOD")
                                        .measured("2023-06-20", "SELF_RATED_HEALTH", "END", "level", "EXCELLENT"),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED,
                                HEALTH_PERSONS,
                                HEALTH_BETTER),
                clause("paired: the same measure at START and at END")
                        .not("any measure at START")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .measured("2023-01-20", "COPING", "START", "score", 20)
                                        .measured("2023-06-20", "WHO5", "END", "items", List.of(5, 5, 5, 5, 5)),
                                REFERRED,
                                PARTICIPANTS,
                                PRIMARY_UNEMPLOYED),
                clause("paired: participants")
                        .not("also those who dropped out")
                        .countsIn(
                                Story.primary("2023-01-10")
                                        .measured("2023-01-20", "COPING", "START", "score", 20)
                                        .measured("2023-03-20", "COPING", "END", "score", 30)
                                        .tell(Kind.DROPPED_OUT, "2023-04-01"),
                                REFERRED,
                                DROPPED_OUT));
    }

    private static Story completed() {
        return Story.primary("2023-01-10").tell(Kind.COMPLETED, "2023-04-30");
    }

    private static Story who5(List<Integer> before, List<Integer> after) {
        return Story.primary("2023-01-10")
                .measured("2023-01-20", "WHO5", "START", "items", before)
                .measured("2023-06-20", "WHO5", "END", "items", after);
    }
}
