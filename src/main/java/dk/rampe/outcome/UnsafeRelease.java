package dk.rampe.outcome;

import java.util.List;
import java.util.stream.Collectors;

/** A release that must not be sent, for it tells too much or is wrong. Names figures, never what they come to. */
public final class UnsafeRelease extends RuntimeException {

    /** @param figures as {@link #getMessage()} gave them */
    UnsafeRelease(String figures) {
        super(figures);
    }

    UnsafeRelease(List<Quantity> about) {
        this(about.stream()
                .map(quantity -> quantity.scope() + " " + quantity.figure().published())
                .distinct()
                .collect(Collectors.joining(", ")));
    }
}
