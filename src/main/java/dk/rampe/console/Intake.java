package dk.rampe.console;

import dk.rampe.mapping.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;

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

    record Refusal(Fault fault, long count) {

        /** What the sender is told; nothing for a code of another version of the hub. */
        public String text(Locale locale) {
            try {
                return fault.text(locale);
            } catch (MissingResourceException e) {
                return "";
            }
        }
    }

    public String shortId() {
        return key.substring(0, 8);
    }
}
