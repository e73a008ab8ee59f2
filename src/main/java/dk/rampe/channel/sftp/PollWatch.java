package dk.rampe.channel.sftp;

import dk.rampe.partner.PollLease;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets one node at a time poll a partner, and says once when a server cannot be reached and once when it can again. */
final class PollWatch extends RemoteFilePollingConsumerPollStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(PollWatch.class);

    private final String partner;
    private final PollLease lease;
    private boolean down;

    PollWatch(String partner, PollLease lease) {
        this.partner = partner;
        this.lease = lease;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        return lease.take("poll " + partner);
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (down) {
            LOG.info("{}: server is reached again", partner);
            down = false;
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        if (!down) {
            LOG.warn("{}: server cannot be polled ({})", partner, rootOf(cause));
            down = true;
        }
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    /** The class of the deepest cause: messages may quote file names. */
    private static String rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getClass().getSimpleName();
    }
}
