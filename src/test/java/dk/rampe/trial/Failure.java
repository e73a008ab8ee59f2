package dk.rampe.trial;

/**
 * What happens at a failpoint.
 *
 * @param hit counted from when it is armed, the first is 1
 */
record Failure(Failpoint at, int hit, How how) {

    enum How {
        /** The process is gone, without a last word: no finally, no shutdown hook. */
        HALT,
        /** An error that nobody expects. */
        THROW
    }

    @Override
    public String toString() {
        return at + " " + hit + " " + how;
    }

    static Failure of(String line) {
        String[] words = line.split(" ");
        return new Failure(Failpoint.of(words[0] + " " + words[1]), Integer.parseInt(words[2]), How.valueOf(words[3]));
    }
}
