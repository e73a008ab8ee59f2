package dk.rampe.mapping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One record of a submission, read.
 *
 * @param number in a CSV file the row, the header being 1 (a line break inside quotes starts no row); in a workbook the
 *     row as Excel shows it, of the second agreed sheet with 10000000 added, and so on; else the running number over all
 *     records, from 1
 * @param message the field table that read it, e.g. {@code referral}
 * @param element the sender's word for such a record, e.g. {@code Henvisning}
 * @param caseNumber null when it could not be read
 * @param record the canonical record; null when the line is refused, or an echo
 * @param faults everything wrong with the line, warnings too
 * @param isEcho what the hub has told the sender comes back: it is recorded, and changes nothing
 */
public record Line(
        long number,
        String message,
        String element,
        String caseNumber,
        ObjectNode record,
        List<Fault> faults,
        boolean isEcho) {

    public boolean refused() {
        return record == null && !isEcho;
    }
}
