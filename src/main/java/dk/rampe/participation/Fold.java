package dk.rampe.participation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes standing events in fold order. Nothing a sender may tell is an error here: an end without a start, a second
 * start, an end before the start all have a harmless meaning.
 */
final class Fold {

    /** Stands in for a referral that is not there, or not there yet. */
    private static final Facts NOTHING = new Facts(
            null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

    private Event referral;
    private String changedSituation;
    private Boolean changedProtection;
    private Assessment assessed;
    private LocalDate startedOn;
    private LocalDate latestContact;
    private int relativesSessions;
    private final Placements placements = new Placements();
    private final Absences absences = new Absences();
    private final Endings endings = new Endings();
    private final PersonalSources personal = new PersonalSources();
    private final List<Measurement> measurements = new ArrayList<>();

    void add(Event event) {
        Facts facts = event.facts();
        LocalDate on = event.occurredOn();
        switch (event.kind()) {
            case REFERRED -> {
                referral = event;
                personal.referred(event);
            }
            case CONTACT_CHANGED -> personal.changed(facts.field(), event);
            case CASEWORKER_CHANGED -> personal.changed(PersonalField.CASEWORKER, event);
            case IDENTIFIER_CHANGED -> personal.changed(PersonalField.IDENTIFIER, event);
            case PROTECTION_CHANGED -> changedProtection = facts.isProtected();
            case SITUATION_CHANGED -> changedSituation = facts.situation();
            case ASSESSED -> {
                assessed = new Assessment(Boolean.TRUE.equals(facts.accepted()), facts.reason(), on);
                endings.assessed(event);
            }
            case STARTED -> {
                startedOn = startedOn == null ? on : startedOn;
                personal.changed(PersonalField.CONTACT_PERSON, event);
            }
            case PLACEMENT_STARTED -> placements.started(event);
            case PLACEMENT_ENDED -> placements.ended(event);
            case SICK_LEAVE_STARTED -> absences.started(on);
            case SICK_LEAVE_ENDED -> absences.ended(on);
            case CONVERSATION -> {
                endings.conversation(event);
                latestContact = on;
            }
            case CAFE_MEETING, COMPANY_CONTACT -> latestContact = on;
            case RELATIVES_SESSION -> {
                relativesSessions++;
                latestContact = on;
            }
            case MEASURED -> measurements.add(Measurement.of(event));
            case COMPLETED, DROPPED_OUT, WITHDRAWN, REGISTERED_IN_ERROR -> endings.add(event);
            case NO_SHOW, RETRACTED, ERASED -> {}
        }
    }

    Participation result(LocalDate asOf) {
        Facts referred = referral == null ? NOTHING : referral.facts();
        Ending ending = endings.ending();
        return new Participation(
                asOf,
                referral == null ? null : referral.occurredOn(),
                referred.targetGroup(),
                referred.situation(),
                changedSituation == null ? referred.situation() : changedSituation,
                Boolean.TRUE.equals(changedProtection == null ? referred.isProtected() : changedProtection),
                referred.flexJobGrantedOn(),
                referred.weeklyMinutes(),
                assessed,
                startedOn,
                ending,
                ending != null && ending.kind() == Ending.Kind.REGISTERED_IN_ERROR,
                placements.all(),
                absences.leaves(),
                latestContact,
                relativesSessions,
                List.copyOf(measurements),
                endings.flags(),
                personal.counting());
    }
}
