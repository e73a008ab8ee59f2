package dk.rampe.channel.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import dk.rampe.mapping.Fault;
import java.util.Locale;

/** A fault as a provider reads it; canonical schema {@code common#/$defs/fault}. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaultText(String code, String field, String text, String textEn) {

    static FaultText of(Fault fault) {
        return new FaultText(
                fault.code(), fault.field(), fault.text(Locale.forLanguageTag("da")), fault.text(Locale.ENGLISH));
    }
}
