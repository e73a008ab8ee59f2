package dk.rampe.outcome;

import dk.rampe.participation.Participation;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/** The figures of a programme as they are, before anything is hidden: per municipality, and for all of them. */
public final class Outcome {

    /** The scope that is the sum of the municipalities. */
    public static final String PROJECT = "PROJECT";

    private final Map<String, BaseCounts> scopes = new LinkedHashMap<>();

    /** @param municipalities all that are to have figures, also those without cases; three-digit codes */
    public Outcome(Collection<String> municipalities) {
        new TreeSet<>(municipalities).forEach(municipality -> scopes.put(municipality, new BaseCounts()));
        scopes.put(PROJECT, new BaseCounts());
    }

    /** @param municipality one of those named at the start */
    public void add(String municipality, Participation participation) {
        add(municipality, Contribution.of(participation));
    }

    void add(String municipality, Contribution contribution) {
        scopes.get(municipality).add(contribution);
        scopes.get(PROJECT).add(contribution);
    }

    /** In the order in which they are published: by code, then PROJECT. */
    public Collection<String> scopes() {
        return scopes.keySet();
    }

    public BaseCounts of(String scope) {
        return scopes.get(scope);
    }
}
