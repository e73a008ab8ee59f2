package dk.rampe.submission;

import java.time.Instant;

/**
 * What a channel knows of something that comes in, before its content is read.
 *
 * @param channel SFTP, JMS, REST, SOAP, DROPBOX or SERVICE
 * @param kind the file kind of the partner's settings, or the message
 * @param name the sender's name of it
 * @param size bytes as the sender or the listing says; null when nobody says
 * @param modified when it was last written, as the sender's server says; null when nobody says
 * @param sendersId the sender's own id of it, or null when only the content tells
 * @param stamp the sender's order of versions, or null when only the content tells
 */
public record Incoming(
        String partner,
        String channel,
        String kind,
        String name,
        Long size,
        Instant modified,
        String sendersId,
        String stamp) {

    /** The channel of what a partner's service answers. */
    public static final String ASKED_FOR = "SERVICE";

    /** @param eventId the provider's id of the event */
    public static Incoming message(String partner, String channel, String message, String eventId) {
        return new Incoming(partner, channel, message, eventId, null, null, eventId, null);
    }
}
