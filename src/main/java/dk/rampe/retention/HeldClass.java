package dk.rampe.retention;

/** What is held, by how long it is; purged in this order, for what is closed here lets go of what is held there. */
public enum HeldClass {
    /** Sealed copies of what came in. */
    ARCHIVE,
    /** Case numbers of lines that were refused, or that wait. */
    REFUSED_LINES,
    /** Personal halves of participations, and by what persons are known again. */
    VAULT,
    /** What happened in a case, by its number. */
    FACTS,
    /** Submissions, their lines, receipts, deliveries and the names of files. */
    RECORDS,
    /** Who opened what, and what was erased, purged or rotated. */
    AUDIT
}
