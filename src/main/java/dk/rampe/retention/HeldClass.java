package dk.rampe.retention;

/** What is held, by how long it is. */
public enum HeldClass {
    /** Sealed copies of what came in. */
    ARCHIVE,
    /** Case numbers of lines that were refused, or that wait. */
    REFUSED_LINES,
    /** Submissions, their lines, receipts, deliveries and the names of files. */
    RECORDS,
    /** Personal halves of participations, and by what persons are known again. */
    VAULT,
    /** What happened in a case, by its number. */
    FACTS,
    /** Who opened what, and what was erased, purged or rotated. */
    AUDIT
}
