package dk.rampe.console;

import java.util.Locale;

/** What a fault code means, in the reader's language; empty when nobody knows. */
@FunctionalInterface
public interface FaultText {

    String of(String code, Locale locale);
}
