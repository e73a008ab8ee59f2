package dk.rampe.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.Event;
import dk.rampe.participation.Facts;
import dk.rampe.participation.FactsJson;
import dk.rampe.participation.Kind;
import dk.rampe.vault.Keyring;
import java.time.LocalDate;

/**
 * An event that a record tells of, not yet stored.
 *
 * @param personal its personal half; empty when it has none
 */
record NewEvent(
        String key,
        Kind kind,
        LocalDate occurredOn,
        String stamp,
        String supersedes,
        Facts facts,
        ObjectNode personal) {

    Event numbered(long number) {
        return new Event(number, key, kind, occurredOn, stamp, supersedes, facts);
    }

    /** Keyed hash by which the same telling is known again. */
    byte[] content(Keyring keyring) {
        return keyring.digest(
                "event",
                String.join(
                        "\n",
                        kind.name(),
                        occurredOn.toString(),
                        String.valueOf(supersedes),
                        FactsJson.write(facts),
                        personal.toString()));
    }
}
