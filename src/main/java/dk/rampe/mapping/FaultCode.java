package dk.rampe.mapping;

import java.util.Map;

/**
 * Every code the hub answers with, in all rooms. Codes are part of what partners build on: one is never given another
 * meaning. The texts stand in {@code faults.properties} (Danish) and {@code faults_en.properties}.
 */
public enum FaultCode {
    EMPTY("R-1001"),
    CPR_NOT_TEN_DIGITS("R-1101"),
    CPR_NO_DATE("R-1102"),
    CPR_MODULUS("W-1103"),
    PADDED("W-1104"),
    ECPR_CENTURY("R-1105"),
    NOT_A_NUMBER("R-1201"),
    OUT_OF_RANGE("R-1202"),
    NOT_A_DATE("R-1203"),
    NOT_HOURS("R-1204"),
    NOT_A_PHONE("R-1205"),
    NOT_YES_OR_NO("R-1206"),
    TOO_LONG("R-1207"),
    CELL_ERROR("R-1208"),
    CELL_UNCALCULATED("R-1209"),
    CELL_IS_DATE("R-1210"),
    UNKNOWN_CODE("R-1301"),
    BREAKS_SCHEMA("R-1401"),
    CONTRADICTION("R-1402"),
    UNCHANGEABLE("R-1403"),
    COUNT_DISAGREES("R-2001"),
    MALFORMED("R-2002"),
    WRONG_CHARSET("R-2003"),
    COLUMN_MISSING("R-2004"),
    UNKNOWN_FIELD("R-2005"),
    BEYOND_LIMITS("R-2006"),
    WRONG_ROOT("R-2007"),
    WRONG_NUMBER_OF_CELLS("R-2008"),
    NOT_A_WORKBOOK("R-2009"),
    WORKBOOK_TOO_LARGE("R-2010"),
    SHEET_MISSING("R-2011"),
    DUPLICATE("R-2101"),
    SENDERS_ID_REUSED("W-2102"),
    TRIGGER_NAME_DISAGREES("R-2201"),
    TRIGGER_SIZE_DISAGREES("R-2202"),
    TRIGGER_SENDER_UNKNOWN("R-2203"),
    TRIGGER_RECIPIENT_MISSING("R-2204"),
    TRIGGER_UNREADABLE("R-2205"),
    CASE_AMBIGUOUS("R-3001"),
    CASE_NOT_NAMED("R-3003"),
    PARTICIPATION_UNKNOWN("R-3004"),
    EVENT_ID_OF_ANOTHER_CASE("R-3005"),
    CASE_ERASED("R-3006"),
    CASE_CLOSED("R-3007"),
    PERSONAL_PART_DROPPED("W-3008"),
    WAITED_TOO_LONG("R-3101"),
    COULD_NOT_BE_TAKEN("R-3102");

    private final String code;

    FaultCode(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public Fault fault() {
        return fault(null, Map.of());
    }

    public Fault fault(String field) {
        return fault(field, Map.of());
    }

    public Fault fault(String field, Map<String, String> details) {
        return new Fault(code, field, details);
    }
}
