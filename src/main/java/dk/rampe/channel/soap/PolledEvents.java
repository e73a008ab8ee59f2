package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import dk.rampe.partner.Partner.ServicePoll;
import dk.rampe.partner.PollLease;
import dk.rampe.submission.EventNumbers;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.Stamps;
import dk.rampe.submission.Submissions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands in what a poll has been answered, together with how far that brings the hub, on a node that still may poll when it
 * is committed: so that each event takes effect once, wherever a node stops.
 */
@Component("polledEvents")
class PolledEvents {

    /** A jump over more is no gap but another count, and not stored. */
    private static final long MOST_MISSED = 10_000;

    private static final String CHANNEL = "SERVICE";

    private final Submissions submissions;
    private final EventNumbers numbers;
    private final PollLease lease;

    PolledEvents(Submissions submissions, EventNumbers numbers, PollLease lease) {
        this.submissions = submissions;
        this.numbers = numbers;
        this.lease = lease;
    }

    /** What is asked for by a node, and kept, to poll a partner. */
    static String leaseOf(String partner) {
        return "poll " + partner;
    }

    /**
     * Stores all of a page that holds anything new, and notes what it jumps over.
     *
     * @param position what the service was asked from; nothing: from the first there is, before which nothing is missing
     * @throws CallFailed when it jumps too far, or cannot be read
     */
    @Transactional(rollbackFor = IOException.class)
    public void store(String partner, EventPage page, Optional<Long> position) throws IOException {
        long stored = position.orElse(page.runs().get(0).first() - 1);
        Set<Long> missing = new HashSet<>(numbers.missing(partner, Integer.MAX_VALUE));
        long last = stored;
        long missed = 0;
        for (EventRun run : page.runs()) {
            missed += Math.max(0, run.first() - last - 1);
            if (missed > MOST_MISSED) {
                throw new CallFailed(Reason.NOT_UNDERSTOOD);
            }
            if (run.first() > last + 1) {
                numbers.missed(partner, last + 1, run.first() - 1);
            }
            boolean isNew = run.last() > stored;
            for (long number = run.first(); number <= run.last(); number++) {
                if (missing.contains(number)) {
                    numbers.came(partner, number);
                    isNew = true;
                }
            }
            if (isNew) {
                store(partner, run);
            }
            last = Math.max(last, run.last());
        }
        if (last > stored) {
            numbers.advance(partner, position, last);
        }
        lease.keep(leaseOf(partner));
    }

    /** Stores one that was missing. */
    @Transactional(rollbackFor = IOException.class)
    public void storeMissing(String partner, EventRun run) throws IOException {
        store(partner, run);
        numbers.came(partner, run.first());
        lease.keep(leaseOf(partner));
    }

    private void store(String partner, EventRun run) throws IOException {
        byte[] content = run.bytes();
        // refused whole, its events would be lost: nobody hands them out again unless they are asked for
        if (!submissions.isReadable(partner, ServicePoll.KIND, content)) {
            throw new CallFailed(Reason.NOT_UNDERSTOOD);
        }
        Incoming incoming = new Incoming(
                partner,
                CHANNEL,
                ServicePoll.KIND,
                run.name(),
                (long) content.length,
                null,
                run.name(),
                Stamps.countingFrom(run.first()));
        submissions.store(incoming, new ByteArrayInputStream(content));
    }
}
