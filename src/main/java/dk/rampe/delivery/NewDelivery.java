package dk.rampe.delivery;

import dk.rampe.delivery.Delivery.Kind;
import java.util.List;
import java.util.UUID;

/** A delivery to be made. What its kind does not use is null; names are empty unless files are put somewhere. */
public record NewDelivery(
        String partner,
        Kind kind,
        String orderKey,
        UUID participationId,
        Long eventNumber,
        UUID submissionId,
        List<Long> lines,
        UUID releaseId,
        List<String> names) {

    public static NewDelivery ofCase(String provider, UUID participationId, long eventNumber) {
        return new NewDelivery(
                provider,
                Kind.CASE,
                participationId.toString(),
                participationId,
                eventNumber,
                null,
                null,
                null,
                List.of());
    }

    /** @param kind STATUS or STATUS_CALL */
    static NewDelivery ofStatus(String jobcentre, Kind kind, UUID participationId, long eventNumber) {
        return new NewDelivery(
                jobcentre, kind, participationId.toString(), participationId, eventNumber, null, null, null, List.of());
    }

    static NewDelivery ofStatusFile(String jobcentre, List<String> names) {
        return new NewDelivery(jobcentre, Kind.STATUS_FILE, "status", null, null, null, null, null, names);
    }

    /** @param lines null: the whole submission */
    public static NewDelivery ofReceipt(
            String partner, Kind kind, UUID submissionId, List<Long> lines, List<String> names) {
        return new NewDelivery(partner, kind, submissionId.toString(), null, null, submissionId, lines, null, names);
    }

    public static NewDelivery ofRejection(String provider, UUID submissionId) {
        return new NewDelivery(
                provider, Kind.REJECTION, submissionId.toString(), null, null, submissionId, null, null, List.of());
    }

    public static NewDelivery ofRelease(String evaluator, String programme, UUID releaseId, String folder) {
        return new NewDelivery(
                evaluator, Kind.RELEASE, "release " + programme, null, null, null, null, releaseId, List.of(folder));
    }
}
