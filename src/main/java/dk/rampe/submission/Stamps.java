package dk.rampe.submission;

/**
 * The sender's order of versions, compared as text. What is numbered event by event has a stamp for each line: the first
 * line's number is the submission's stamp, and the lines follow without a gap.
 */
public final class Stamps {

    private static final String COUNTING = "+";

    private Stamps() {}

    /** Of a submission whose first line has this number. */
    public static String countingFrom(long number) {
        return text(number) + COUNTING;
    }

    /** @param stamp of its submission; null: none */
    static String ofLine(String stamp, long line) {
        return stamp == null || !stamp.endsWith(COUNTING)
                ? stamp
                : text(Long.parseLong(stamp.substring(0, stamp.length() - 1)) + line - 1);
    }

    private static String text(long number) {
        return "%019d".formatted(number);
    }
}
