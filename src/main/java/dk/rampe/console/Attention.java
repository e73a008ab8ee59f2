package dk.rampe.console;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;

import dk.rampe.partner.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether an operator should look at a partner, and why: the one place that decides it. A line that waits for its case
 * is no trouble before the time is short in which the case can still come.
 *
 * @param findings gravest first
 */
record Attention(Level level, List<Finding> findings) {

    static final int MINUTES_TO_PROCESS = 10;
    static final int MINUTES_TO_SEND = 10;
    static final int MINUTES_AWAY = 10;
    static final int HOURS_KEPT_OUT_IS_NEWS = 24;
    static final int DAYS_OF_NOTICE = 7;

    enum Level {
        OK,
        WATCH,
        ACT
    }

    /** Gravest first; each has its text under {@code reason.<name>}, with the count as its argument. */
    enum Reason {
        DELIVERY_FAILED(Level.ACT),
        SUBMISSION_STUCK(Level.ACT),
        SERVER_HOST_KEY_CHANGED(Level.ACT),
        SERVER_HOST_KEY_UNKNOWN(Level.ACT),
        SERVER_HOST_KEY_REVOKED(Level.ACT),
        SERVER_LOGIN_REFUSED(Level.ACT),
        SERVER_FOLDER_MISSING(Level.ACT),
        SERVER_PERMISSION_DENIED(Level.ACT),
        SERVER_NOT_TRUSTED(Level.ACT),
        SERVER_CALLS_REFUSED(Level.ACT),
        EVENTS_MISSING(Level.ACT),
        SERVER_AWAY(Level.WATCH),
        SERVER_KEPT_OUT(Level.WATCH),
        LAST_SUBMISSION_REFUSED(Level.WATCH),
        LINES_REFUSED(Level.WATCH),
        DELIVERY_REJECTED(Level.WATCH),
        DELIVERY_RETRIED(Level.WATCH),
        DELIVERY_LATE(Level.WATCH),
        LINES_ARE_SOON_REFUSED(Level.WATCH),
        LINES_WAIT(Level.OK);

        final Level level;

        Reason(Level level) {
            this.level = level;
        }

        static Reason of(Trouble trouble) {
            return valueOf("SERVER_" + trouble);
        }
    }

    record Finding(Reason reason, long count) {}

    /**
     * @param fetches whether the partner comes for what it is owed; then nobody here can be late with it
     * @param refusedAfter how long a line may wait for its case
     */
    static Attention of(Activity activity, boolean fetches, Duration refusedAfter, Instant now) {
        var out = activity.deliveries();
        var waiting = activity.waiting();
        var noticeFrom = now.minus(refusedAfter).plus(DAYS_OF_NOTICE, DAYS);
        var soon = waiting.since() != null && waiting.since().isBefore(noticeFrom);
        var stuck = activity.unprocessedSince() != null
                && activity.unprocessedSince().isBefore(now.minus(MINUTES_TO_PROCESS, MINUTES));
        var lastRefused = activity.last() != null && activity.last().state().equals("REFUSED");
        var servers = activity.troubles().entrySet().stream()
                .filter(trouble -> isToldOf(trouble.getKey(), trouble.getValue(), now))
                .map(trouble -> new Finding(Reason.of(trouble.getKey()), 1));
        var findings = Stream.concat(
                        servers,
                        Stream.of(
                                new Finding(Reason.DELIVERY_FAILED, out.failed()),
                                new Finding(Reason.SUBMISSION_STUCK, stuck ? 1 : 0),
                                new Finding(
                                        Reason.EVENTS_MISSING,
                                        activity.missing().count()),
                                new Finding(Reason.LAST_SUBMISSION_REFUSED, lastRefused ? 1 : 0),
                                new Finding(Reason.LINES_REFUSED, activity.day().refused()),
                                new Finding(Reason.DELIVERY_REJECTED, out.rejected()),
                                new Finding(Reason.DELIVERY_RETRIED, out.retried()),
                                new Finding(Reason.DELIVERY_LATE, fetches ? 0 : out.late()),
                                new Finding(Reason.LINES_ARE_SOON_REFUSED, soon ? waiting.count() : 0),
                                new Finding(Reason.LINES_WAIT, soon ? 0 : waiting.count())))
                .sorted(Comparator.comparing(Finding::reason))
                .filter(finding -> finding.count() > 0)
                .toList();
        var level = findings.stream()
                .map(finding -> finding.reason().level)
                .max(Comparator.naturalOrder())
                .orElse(Level.OK);
        return new Attention(level, findings);
    }

    private static boolean isToldOf(Trouble trouble, Instant since, Instant now) {
        return switch (trouble) {
            case AWAY -> since.isBefore(now.minus(MINUTES_AWAY, MINUTES));
            case KEPT_OUT -> since.isAfter(now.minus(HOURS_KEPT_OUT_IS_NEWS, HOURS));
            default -> true;
        };
    }
}
