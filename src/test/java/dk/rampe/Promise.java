package dk.rampe;

/** What a trial is about: a section of {@code docs/reliability.md} each, in this order. */
public enum Promise {
    FAILPOINTS(
            "Failpoints",
            "The hub is halted, or an error thrown, before and after each durable step of a day's and a night's work, of an"
                    + " erasure and of keys that rotate; what a start after a restore writes is tried further down."),
    KILLS("Kills", "The hub, the broker or a long job is killed at random moments, as kill -9 does."),
    BAD_LINES("Bad lines", "Between the hub and a partner's server stands a proxy that cuts, falls silent or lies."),
    HALF_WRITTEN("Half-written files", "Files are looked at while they are still being written, renamed or replaced."),
    HOST_KEYS("Host keys and file names", "A server is not the one that was pinned, or names its files with malice."),
    DATABASE("Database and disk", "The database is killed, its connections are used up, a disk is full."),
    TWO_HUBS("Two hubs", "Two hubs share a database and a broker; one of them dies, or is held up."),
    CLOCK("Clock", "Clocks are put forward and back, and jump."),
    RESTORE(
            "Restore and new versions",
            "Last night's dump is restored, or a new version started, while partners go on."),
    POISON("Bombs and poison", "Content is sent that is made to break its reader."),
    RECONCILIATION("Reconciliation", "Rows are changed behind the hub's back."),
    PERSON_NUMBERS("Person numbers", "All that a run leaves behind is searched for person numbers.");

    final String title;
    final String tried;

    Promise(String title, String tried) {
        this.title = title;
        this.tried = tried;
    }
}
