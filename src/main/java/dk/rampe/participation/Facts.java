package dk.rampe.participation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;

/**
 * The factual half of an event: codes, dates, minutes and scores, never a name or a number of a person. What a kind
 * does not use is null and is not stored.
 *
 * @param targetGroup PRIMARY or RELATIVE (REFERRED)
 * @param situation UNEMPLOYED_FLEXJOB or SICK_LISTED_FLEXJOB (REFERRED of a primary case, SITUATION_CHANGED)
 * @param isProtected name-and-address protection (REFERRED, PROTECTION_CHANGED)
 * @param flexJobGrantedOn when the flex job was granted (REFERRED)
 * @param weeklyMinutes minutes a week, granted (REFERRED) or worked (PLACEMENT_STARTED)
 * @param field which contact field changed: phone, email, address (CONTACT_CHANGED)
 * @param accepted the visitation's answer (ASSESSED)
 * @param reason code of a refusal or drop-out (ASSESSED, DROPPED_OUT)
 * @param placementId the provider's id of a placement, one per start and end
 * @param placement INTERNSHIP, WAGE_SUBSIDY, FLEX_JOB or ORDINARY_JOB
 * @param minutes how long a conversation, meeting, contact or session took
 * @param by who held a session with relatives, e.g. PSYCHOLOGIST
 * @param instrument WHO5, SELF_RATED_HEALTH, COPING or SATISFACTION (MEASURED)
 * @param wave START, MIDWAY, END or FOLLOW_UP (MEASURED)
 * @param items the five answers 0-5 of WHO5
 * @param level the answer of SELF_RATED_HEALTH or SATISFACTION
 * @param score the sum 10-40 of COPING
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Facts(
        String targetGroup,
        String situation,
        @JsonProperty("protected") Boolean isProtected,
        LocalDate flexJobGrantedOn,
        Integer weeklyMinutes,
        String field,
        Boolean accepted,
        String reason,
        String placementId,
        String placement,
        Integer minutes,
        String by,
        String instrument,
        String wave,
        List<Integer> items,
        String level,
        Integer score) {}
