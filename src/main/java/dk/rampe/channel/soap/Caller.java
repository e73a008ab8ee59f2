package dk.rampe.channel.soap;

/**
 * Who calls.
 *
 * @param partner id of the partner that is known by it
 * @param by label of its certificate, or its user
 */
record Caller(String partner, String by) {

    /** How the log names it. */
    @Override
    public String toString() {
        return partner + " (" + by + ")";
    }
}
