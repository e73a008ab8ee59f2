package dk.rampe.delivery;

/**
 * A message that a broker gave back.
 *
 * @param sending names the delivery, as {@link Delivery#sending()}; null when the message does not say
 */
public record Undelivered(String sending, Reason reason) {

    public enum Reason {
        /** The partner did not fetch it in time. */
        EXPIRED,
        /** The partner fetched it again and again, and gave it back each time. */
        DEAD_LETTER
    }
}
