package dk.rampe.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.mapping.Fault;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One canonical record on its way to becoming events.
 *
 * @param partner who says so
 * @param message which canonical schema the record has: referral, case-update or progress
 * @param stamp the sender's order of versions, or null
 * @param warnings what reading the line gave rise to
 */
record Told(
        UUID submission,
        long line,
        String partner,
        String message,
        ObjectNode record,
        String stamp,
        List<Fault> warnings) {

    Told with(Fault warning) {
        List<Fault> all = Stream.concat(warnings.stream(), Stream.of(warning)).toList();
        return new Told(submission, line, partner, message, record, stamp, all);
    }

    String text(String field) {
        return record.path(field).textValue();
    }

    String caseNumber() {
        return text("caseNumber");
    }
}
