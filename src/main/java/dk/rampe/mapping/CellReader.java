package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Turns the text of a filled-in cell into its canonical value. */
@FunctionalInterface
interface CellReader {

    /** The value, or null after a complaint that refuses it. */
    JsonNode read(String text, Complaints complaints);

    /** Where a cell's faults go; the mapping knows which field it stands in. */
    @FunctionalInterface
    interface Complaints {

        void add(FaultCode code, Map<String, String> details);

        /** A complaint that refuses the cell. */
        default JsonNode refuse(FaultCode code, Map<String, String> details) {
            add(code, details);
            return null;
        }

        default JsonNode refuse(FaultCode code) {
            return refuse(code, Map.of());
        }
    }
}
