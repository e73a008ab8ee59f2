package dk.rampe.rights;

/**
 * The answer to an {@link AccessRequest}, one HTML file with nothing around it.
 *
 * @param cases how many participations it tells of
 * @param opened of how many the personal half was opened; of the others it is gone
 */
public record AccessDocument(String html, int cases, int opened) {}
