package dk.rampe.channel.rest;

import jakarta.servlet.ServletRequest;
import java.util.UUID;

/** The id that names a call in the answer and in the log. */
final class Correlation {

    static final String HEADER = "X-Correlation-Id";

    private static final String ATTRIBUTE = Correlation.class.getName();

    private Correlation() {}

    static String begin(ServletRequest request) {
        String id = UUID.randomUUID().toString();
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    static String of(ServletRequest request) {
        return (String) request.getAttribute(ATTRIBUTE);
    }
}
