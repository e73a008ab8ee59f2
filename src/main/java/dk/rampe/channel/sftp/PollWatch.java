package dk.rampe.channel.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import dk.rampe.partner.PollLease;
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
    private final ReadyFiles files;
    private final Set<String> told = new HashSet<>();
    private int left;
    private Throwable why;

    PollWatch(String partner, PollLease lease, ReadyFiles files) {
        this.partner = partner;
        this.lease = lease;
        this.files = files;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        left = 0;
        boolean polls = lease.take("poll " + partner);
        if (!polls) {
            files.forget();
        }
        return polls;
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        files.polled();
        if (!told.isEmpty()) {
            LOG.info("{}: polled again", partner);
            told.clear();
        }
        if (left > 0) {
            LOG.warn(
                    "{}: {} left for the next poll ({})", partner, left == 1 ? "1 file" : left + " files", reason(why));
        }
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) throws Exception {
        if (told.add(reason(cause))) {
            LOG.warn("{}: cannot be polled ({})", partner, reason(cause));
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

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof SftpException refusal && refusal.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
            return "no such file or folder";
        }
        if (root instanceof SftpException refusal && refusal.id == ChannelSftp.SSH_FX_PERMISSION_DENIED) {
            return "permission denied";
        }
        if (root instanceof JSchException && String.valueOf(root.getMessage()).startsWith("Auth fail")) {
            return "login refused";
        }
        return root.getClass().getSimpleName();
    }
}
