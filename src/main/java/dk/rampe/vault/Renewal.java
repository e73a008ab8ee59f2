package dk.rampe.vault;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * How a room puts what it keeps under an older key under the one that writes. A bean for each that is not done by
 * {@link WrappedKeys} alone. Newer keys' work is left alone: another node may know more of the rotation.
 */
public interface Renewal {

    /** For people, with whom it counts: {@code keys of participations}. */
    String what();

    /** How many owners have something under an older key; 0 without a query when there is no older key. */
    long left();

    /**
     * Owners of something under an older key, in the database's order of uuids.
     *
     * @param after where to go on
     */
    List<UUID> next(UUID after, int atMost);

    /**
     * Renews what these owners have, in transactions of its own. Another node may do the same at the same time, and a
     * kill leaves nothing half done.
     */
    Renewed renew(Collection<UUID> owners);

    /** @param owners of how many something was renewed; @param stuck whose things cannot be opened, and stay */
    record Renewed(int owners, Set<UUID> stuck) {}
}
