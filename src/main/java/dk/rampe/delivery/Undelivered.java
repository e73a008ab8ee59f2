package dk.rampe.delivery;

import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message that a broker gave back.
 *
 * @param delivery the delivery it was, or null when the message does not say
 */
public record Undelivered(UUID delivery, Reason reason) {

    private static final Pattern SENDING = Pattern.compile("([0-9a-f-]{36})(/\\d+)?");

    public enum Reason {
        /** The partner did not fetch it in time. */
        EXPIRED,
        /** The partner fetched it again and again, and gave it back each time. */
        DEAD_LETTER
    }

    /** @param sending as {@link Delivery#sending()} has it; null or anything else names no delivery */
    public static Undelivered of(String sending, Reason reason) {
        Matcher named = SENDING.matcher(sending == null ? "" : sending);
        return new Undelivered(named.matches() ? UUID.fromString(named.group(1)) : null, reason);
    }
}
