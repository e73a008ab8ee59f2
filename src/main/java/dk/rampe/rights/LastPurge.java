package dk.rampe.rights;

import java.time.Instant;

/**
 * The latest purge of a class, as it proved itself.
 *
 * @param removed how many items went
 * @param leftOverdue how many were found overdue afterwards; not 0: there is something to look into
 */
public record LastPurge(Instant finishedAt, long removed, long leftOverdue) {}
