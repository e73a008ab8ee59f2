package dk.rampe.mapping;

/**
 * What a submission says about itself.
 *
 * @param sendersId the sender's own key for it ({@code leveranceId}, {@code eventId} of a single event), or null
 * @param stamp orders the sender's versions of one thing ({@code dannet}), or null
 * @param lines how many records it holds
 */
public record Header(String sendersId, String stamp, long lines) {}
