package dk.rampe.channel.sftp;

import dk.rampe.channel.sftp.RemoteFolder.Look;
import dk.rampe.mapping.Fault;
import dk.rampe.partner.PollLease;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.Submissions;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Hands in what a poll has fetched, on a node that still may poll when it is committed: a node that was held up in the
 * middle would else hand in a file that another node has taken meanwhile, and its sender be told of a duplicate.
 */
@Component("polledFiles")
class PolledFiles {

    private final Submissions submissions;
    private final PollLease lease;

    PolledFiles(Submissions submissions, PollLease lease) {
        this.submissions = submissions;
        this.lease = lease;
    }

    /** What is asked for by a node, and kept, to poll a partner. */
    static String leaseOf(String partner) {
        return "poll " + partner;
    }

    @Transactional
    public UUID store(Incoming incoming, InputStream content) throws IOException {
        UUID id = submissions.store(incoming, content);
        lease.keep(leaseOf(incoming.partner()));
        return id;
    }

    @Transactional
    public void refuse(Incoming incoming, byte[] look, List<Fault> faults) {
        submissions.refuse(incoming, look, faults);
        lease.keep(leaseOf(incoming.partner()));
    }

    /** @see Submissions#hasTaken */
    public boolean hasTaken(String partner, String name, Look look, Supplier<byte[]> sha256) {
        return submissions.hasTaken(partner, name, look.size(), look.modified(), sha256);
    }
}
