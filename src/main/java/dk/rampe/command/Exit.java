package dk.rampe.command;

/** What a command tells the shell. */
enum Exit {
    DONE(0),
    /** Done, and something that was looked at is refused. */
    REFUSED(1),
    NOT_DONE(2);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
