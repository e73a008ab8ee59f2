package dk.rampe.console;

import dk.rampe.partner.Trouble;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What the tables say about one partner.
 *
 * @param last its latest submission; null when nothing has come
 * @param unprocessedSince when the oldest submission arrived that is stored and not processed; null when none is
 * @param day lines of the last 24 hours
 * @param month lines of the last 30 days
 * @param waiting lines whose case is not here yet
 * @param deliveries what goes out to it
 * @param troubles what is wrong with its server, since when
 * @param missing events that its service has numbered and not handed out
 * @param release the latest outcome release made for it; null when none is
 */
record Activity(
        Arrival last,
        Instant unprocessedSince,
        Lines day,
        Lines month,
        Backlog waiting,
        Deliveries deliveries,
        Map<Trouble, Instant> troubles,
        Missing missing,
        Release release) {

    record Arrival(Instant at, String state) {}

    /** @param accepted with or without a warning, or known already */
    record Lines(long accepted, long refused) {

        long count() {
            return accepted + refused;
        }
    }

    /** @param since when the oldest began to wait; null when there are none */
    record Backlog(long count, Instant since) {}

    /**
     * @param first the lowest numbers, a few at most
     * @param since when the first of them was noticed; null when there are none
     */
    record Missing(long count, List<Long> first, Instant since) {

        static final Missing NOTHING = new Missing(0, List.of(), null);

        public boolean isMoreThanFirst() {
            return count > first.size();
        }
    }

    /**
     * @param waiting not sent yet
     * @param gathering statuses that wait for their partner's next status file
     * @param retried waiting, and tried in vain at least once
     * @param late waiting, never tried, though long due
     * @param failed given up
     * @param rejected refused by the partner, sent in the last 24 hours
     * @param refusals what it gave for a reason, each once, and a few at most
     */
    record Deliveries(
            Backlog waiting,
            long gathering,
            long retried,
            long late,
            long failed,
            long rejected,
            List<String> refusals) {}

    /** @param state the state of its delivery */
    record Release(LocalDate asOf, Instant madeAt, String state) {}
}
