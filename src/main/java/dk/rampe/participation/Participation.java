package dk.rampe.participation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A case as its events tell it, as of a date and as far as it was known. Never stored: folded again whenever it is
 * needed. What is not told is null or empty.
 *
 * @param asOf the last date looked at; {@code ...OnDate} questions about later dates have no meaning
 * @param referredOn null when there is no referral on or before {@code asOf}, see {@link #exists()}
 * @param targetGroup PRIMARY or RELATIVE
 * @param situationAtReferral UNEMPLOYED_FLEXJOB or SICK_LISTED_FLEXJOB, as the referral says
 * @param situation the same, as last changed
 * @param isProtected name-and-address protection
 * @param weeklyMinutesGranted minutes a week in the flex job that was granted
 * @param assessed the last answer of the visitation
 * @param startedOn the first start
 * @param ending the one that counts: the earliest, but REGISTERED_IN_ERROR before all
 * @param registeredInError holds for every date, also before the case was said to be one
 * @param placements by start, then id
 * @param sickLeaves by start; they do not overlap
 * @param latestContact the last conversation, café meeting, company contact or session with relatives
 * @param measurements in the order they were taken
 * @param flags in the order of the events
 * @param personalSources number of the event whose personal entry counts for a field. That event may hold no such
 *     field (a referral without a phone): then there is none
 */
public record Participation(
        LocalDate asOf,
        LocalDate referredOn,
        String targetGroup,
        String situationAtReferral,
        String situation,
        boolean isProtected,
        LocalDate flexJobGrantedOn,
        Integer weeklyMinutesGranted,
        Assessment assessed,
        LocalDate startedOn,
        Ending ending,
        boolean registeredInError,
        List<Placement> placements,
        List<SickLeave> sickLeaves,
        LocalDate latestContact,
        int relativesSessions,
        List<Measurement> measurements,
        List<Flag> flags,
        Map<PersonalField, Long> personalSources) {

    /**
     * The fold: pure, and blind to the order and to repetitions of {@code events}.
     *
     * @param events of one case
     * @param asOf later events are not folded, though they may correct or retract earlier ones
     * @param known events with a higher number are as if never told
     */
    public static Participation of(Collection<Event> events, LocalDate asOf, long known) {
        Fold fold = new Fold();
        for (Event event : StandingEvents.of(events, known)) {
            if (!event.occurredOn().isAfter(asOf) || event.kind() == Kind.REGISTERED_IN_ERROR) {
                fold.add(event);
            }
        }
        return fold.result(asOf);
    }

    public boolean exists() {
        return referredOn != null;
    }

    public boolean isPrimary() {
        return "PRIMARY".equals(targetGroup);
    }

    public boolean isRelative() {
        return "RELATIVE".equals(targetGroup);
    }

    public boolean endedAs(Ending.Kind kind) {
        return ending != null && ending.kind() == kind;
    }

    public boolean isOnSickLeaveOn(LocalDate date) {
        return sickLeaves.stream().anyMatch(leave -> leave.covers(date));
    }

    public boolean isInWorkOn(LocalDate date) {
        return placements.stream().anyMatch(placement -> placement.isWork() && placement.isOpenOn(date));
    }

    public boolean hasOpenFlexJobOn(LocalDate date) {
        return placements.stream().anyMatch(placement -> placement.isFlexJob() && placement.isOpenOn(date));
    }

    public List<Placement> openPlacements() {
        return placements.stream().filter(placement -> placement.isOpenOn(asOf)).toList();
    }

    /** The one to tell the jobcentre of: of the open ones work before an internship, then the latest. */
    public Optional<Placement> mainPlacement() {
        return openPlacements().stream()
                .max(Comparator.comparing(Placement::isWork).thenComparing(Placement::startedOn));
    }

    public Optional<Long> eventFor(PersonalField field) {
        return Optional.ofNullable(personalSources.get(field));
    }
}
