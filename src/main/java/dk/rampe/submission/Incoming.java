package dk.rampe.submission;

/**
 * What a channel knows of something that comes in, before its content is read.
 *
 * @param channel SFTP, JMS, REST, SOAP or DROPBOX
 * @param kind the file kind of the partner's settings, or the message
 * @param name the sender's name of it
 * @param size bytes as the sender or the listing says; null when nobody says
 * @param sendersId the sender's own id of it, or null when only the content tells
 * @param stamp the sender's order of versions, or null when only the content tells
 */
public record Incoming(
        String partner, String channel, String kind, String name, Long size, String sendersId, String stamp) {

    /** @param eventId the provider's id of the event */
    public static Incoming message(String partner, String channel, String message, String eventId) {
        return new Incoming(partner, channel, message, eventId, null, eventId, null);
    }
}
