package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import dk.rampe.channel.soap.EventPage.Jump;
import dk.rampe.partner.Partner.ServicePoll;
import dk.rampe.partner.PollLease;
import dk.rampe.submission.EventNumbers;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.Stamps;
import dk.rampe.submission.Submissions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands in what a poll has been answered, together with how far that brings the hub, on a node that still may poll when it
 * is committed: so that each event takes effect once, wherever a node stops.
 */
@Component
class PolledEvents {

    /** A jump over more is no gap but another count, and not stored. */
    private static final long MOST_MISSED = 10_000;

    private final Submissions submissions;
    private final EventNumbers numbers;
    private final PollLease lease;
    private final TransactionTemplate transaction;

    PolledEvents(Submissions submissions, EventNumbers numbers, PollLease lease, TransactionTemplate transaction) {
        this.submissions = submissions;
        this.numbers = numbers;
        this.lease = lease;
        this.transaction = transaction;
    }

    private record Read(EventRun run, byte[] content) {}

    /** What is asked for by a node, and kept, to poll a partner. */
    static String leaseOf(String partner) {
        return "poll " + partner;
    }

    /**
     * Stores all of a page that holds anything new, and notes what it jumps over.
     *
     * @param position what the service was asked from; nothing: from the first there is, before which nothing is missing
     * @throws CallFailed when it jumps too far, or cannot be read; then nothing is stored
     */
    void store(String partner, EventPage page, Optional<Long> position) throws IOException {
        long stored = position.orElse(page.runs().get(0).first() - 1);
        List<Jump> jumps = page.jumps(stored);
        if (jumps.stream().mapToLong(Jump::numbers).sum() > MOST_MISSED) {
            throw new CallFailed(Reason.NOT_UNDERSTOOD);
        }
        List<Long> missing = numbers.missing(partner, Integer.MAX_VALUE);
        List<Read> news = new ArrayList<>();
        for (EventRun run : page.runs()) {
            if (run.last() > stored || missing.stream().anyMatch(run::holds)) {
                news.add(read(partner, run));
            }
        }
        transaction.executeWithoutResult(status -> {
            jumps.forEach(jump -> numbers.missed(partner, jump.first(), jump.last()));
            news.forEach(one -> store(partner, one));
            if (page.last() > stored) {
                numbers.advance(partner, position, page.last());
            }
            lease.keep(leaseOf(partner));
        });
    }

    /** Stores what was missing. @throws CallFailed when it cannot be read */
    void storeMissing(String partner, EventRun run) throws IOException {
        Read one = read(partner, run);
        transaction.executeWithoutResult(status -> {
            store(partner, one);
            lease.keep(leaseOf(partner));
        });
    }

    /** Refused whole, its events would be lost: the service does not hand out again what nobody asks for. */
    private Read read(String partner, EventRun run) throws IOException {
        byte[] content = run.bytes();
        if (!submissions.isReadable(partner, ServicePoll.KIND, content)) {
            throw new CallFailed(Reason.NOT_UNDERSTOOD);
        }
        return new Read(run, content);
    }

    private void store(String partner, Read one) {
        EventRun run = one.run();
        String stamp = Stamps.countingFrom(run.first());
        long size = one.content().length;
        numbers.came(partner, run.first(), run.last());
        try {
            submissions.store(
                    new Incoming(
                            partner, Incoming.ASKED_FOR, ServicePoll.KIND, run.name(), size, null, run.name(), stamp),
                    new ByteArrayInputStream(one.content()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
