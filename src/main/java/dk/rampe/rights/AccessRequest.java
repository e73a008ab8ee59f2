package dk.rampe.rights;

import java.time.LocalDate;

/**
 * Somebody asks a municipality what is held about him or her (GDPR art. 15); the municipality asks the hub.
 *
 * @param municipality the controller's code, three digits
 * @param caseNumber a case of that citizen there
 * @param who opens the personal half, for the audit trail
 * @param reference the municipality's journal number, or null
 */
public record AccessRequest(String municipality, String caseNumber, String who, String reference) {

    /** For the audit trail. */
    String purpose() {
        return reference == null ? Audits.ACCESS : Audits.ACCESS + " " + reference;
    }

    /** Without anything of the person; the same for the same request on the same day. */
    public String fileName(LocalDate day) {
        return "indsigt_%s_%s_%s.html".formatted(municipality, caseNumber.replaceAll("[^A-Za-z0-9.-]", "-"), day);
    }
}
