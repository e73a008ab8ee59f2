package dk.rampe.console;

import java.time.Instant;
import java.util.List;

/**
 * Something that came in, for the list of recent arrivals: a file or call, or all messages of a partner in a day.
 *
 * @param key the submission's id; for messages, partner and day
 * @param messages whether it stands for the messages of a day
 * @param at when the latest of it came
 * @param submissions how many it stands for
 * @param state of the submission; of messages PARTLY, as only days with a refusal are listed
 * @param refusals why lines, or the whole of it, were refused; most frequent first
 */
record Intake(
        String key,
        String partner,
        boolean messages,
        Instant at,
        long submissions,
        String state,
        Outcomes lines,
        List<Refusal> refusals) {

    record Outcomes(long accepted, long warning, long known, long rejected, long waiting) {}

    /** @param field the sender's name of it; empty when the fault is not about one field */
    record Refusal(String code, String field, long count) {}

    public String shortId() {
        return key.substring(0, 8);
    }
}
