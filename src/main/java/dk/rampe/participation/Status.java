package dk.rampe.participation;

import java.time.LocalDate;

/**
 * Where a case stands; worked out, never set (participant model, "Status").
 *
 * @param reason code of a refusal or drop-out, or null
 * @param on since when
 * @param phase of an ACTIVE case, else null
 */
public record Status(Code code, String reason, LocalDate on, Phase phase) {

    public enum Code {
        RECEIVED("henvist"),
        ASSESSING("under visitering"),
        REJECTED("afvist"),
        WAITING("afventer opstart"),
        ACTIVE("i forløb"),
        COMPLETED("afsluttet"),
        DROPPED_OUT("udgået"),
        WITHDRAWN("trukket tilbage"),
        REGISTERED_IN_ERROR("fejloprettet");

        private final String danish;

        Code(String danish) {
            this.danish = danish;
        }

        public String danish() {
            return danish;
        }
    }

    public enum Phase {
        CONVERSATIONS,
        INTERNSHIP,
        IN_JOB,
        ON_SICK_LEAVE
    }

    /**
     * @param participation one that {@linkplain Participation#exists() exists}
     * @param handedOverOn when the provider got the case (broker's commit, or fetched over REST), or null
     */
    public static Status of(Participation participation, LocalDate handedOverOn) {
        LocalDate asOf = participation.asOf();
        Ending ending = participation.ending();
        if (ending != null) {
            return new Status(Code.valueOf(ending.kind().name()), ending.reason(), ending.on(), null);
        }
        if (participation.startedOn() != null) {
            return new Status(Code.ACTIVE, null, participation.startedOn(), phase(participation));
        }
        if (participation.assessed() != null) {
            return new Status(Code.WAITING, null, participation.assessed().on(), null);
        }
        if (handedOverOn != null && !handedOverOn.isAfter(asOf)) {
            return new Status(Code.ASSESSING, null, handedOverOn, null);
        }
        return new Status(Code.RECEIVED, null, participation.referredOn(), null);
    }

    private static Phase phase(Participation participation) {
        LocalDate today = participation.asOf();
        if (participation.isOnSickLeaveOn(today)) {
            return Phase.ON_SICK_LEAVE;
        }
        if (participation.isInWorkOn(today)) {
            return Phase.IN_JOB;
        }
        return participation.openPlacements().isEmpty() ? Phase.CONVERSATIONS : Phase.INTERNSHIP;
    }
}
