package dk.rampe.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dk.rampe.participation.Participation;
import dk.rampe.participation.PersonalField;
import dk.rampe.participation.Status;
import java.time.LocalDate;

/**
 * What a jobcentre is told of a case, in facts; compared with what it was told last, for only a change is news. Contact
 * and job are told while the case is active.
 *
 * @param contactPersonFrom number of the event whose personal half names the contact person, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseStatus(
        String status, String reason, LocalDate date, LocalDate latestContact, Long contactPersonFrom, Job job) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Job(String placement, Integer weeklyMinutes, LocalDate startedOn) {}

    /** @param handedOverOn when the provider got the case, or null */
    static CaseStatus of(Participation participation, LocalDate handedOverOn) {
        Status status = Status.of(participation, handedOverOn);
        boolean active = status.code() == Status.Code.ACTIVE;
        return new CaseStatus(
                status.code().name(),
                status.reason(),
                status.on(),
                active ? participation.latestContact() : null,
                active ? participation.eventFor(PersonalField.CONTACT_PERSON).orElse(null) : null,
                active
                        ? participation
                                .mainPlacement()
                                .map(open -> new Job(open.kind(), open.weeklyMinutes(), open.startedOn()))
                                .orElse(null)
                        : null);
    }
}
