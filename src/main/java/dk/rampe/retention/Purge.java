package dk.rampe.retention;

import java.time.Instant;

/** How what has been held too long goes. A class may have several, one for each room that holds something of it. */
public interface Purge {

    HeldClass held();

    /**
     * Removes some hundreds of what is overdue, oldest first, in one short transaction. Another node may do the same at
     * the same time, and a kill in between leaves nothing half removed.
     *
     * @return how many went; 0 when nothing is overdue any more
     */
    int removeSome(Instant now);

    /** How many are overdue: the proof, counted by a query of its own. */
    long overdue(Instant now);
}
