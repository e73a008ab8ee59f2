package dk.rampe.channel.sftp;

import dk.rampe.partner.PollLease;
import dk.rampe.partner.Troubles;
import dk.rampe.partner.Troubles.Place;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.remote.RemoteFilePollingConsumerPollStrategy;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node at a time poll a partner, and says what goes wrong there in a line: once for each reason why the
 * partner cannot be polled, once when it can again, and once a poll when files had to be left. No text of an
 * exception: it may quote names.
 */
final class PollWatch extends RemoteFilePollingConsumerPollStrategy implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PollWatch.class);

    private final String partner;
    private final PollLease lease;
    private final Troubles troubles;
    private final ReadyFiles files;
    private final Set<String> told = new HashSet<>();
    private int left;
    private Throwable why;

    PollWatch(String partner, PollLease lease, Troubles troubles, ReadyFiles files) {
        this.partner = partner;
        this.lease = lease;
        this.troubles = troubles;
        this.files = files;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        left = 0;
        boolean polls = lease.take(PolledFiles.leaseOf(partner));
        if (!polls) {
            files.forget();
        }
        return polls;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        troubles.ended(partner, Place.FETCHING);
        files.polled();
        if (!told.isEmpty()) {
            LOG.info("{}: polled again", partner);
            told.clear();
        }
        if (left > 0) {
            LOG.warn(
                    "{}: {} left for the next poll ({})",
                    partner,
                    left == 1 ? "1 file" : left + " files",
                    Cause.of(why).inWords());
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        Cause why = Cause.of(cause);
        why.trouble().ifPresent(trouble -> troubles.arose(partner, Place.FETCHING, trouble));
        if (told.add(why.inWords())) {
            LOG.warn("{}: cannot be polled ({})", partner, why.inWords());
        }
        return super.rollback(consumer, endpoint, retryCounter, cause);
    }

    /** A single file could not be looked at, fetched or put aside. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        left++;
        why = exception;
    }

    /** The whole poll failed: told in {@link #rollback}. */
    @Override
    public void handleException(String message, Throwable exception) {}

    @Override
    public void handleException(Throwable exception) {}
}
