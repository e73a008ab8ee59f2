package dk.rampe.sandbox;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.ChannelSftp.LsEntry;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partner with an account in the hub's drop box. It has the account's folders at home: what is laid in the one for
 * uploads it puts there, what the hub has laid for it it fetches and takes away.
 */
final class DropBoxNeighbour implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(DropBoxNeighbour.class);
    private static final int TIMEOUT_MILLIS = 10_000;

    /** A hub that is being stopped breaks off more than once. */
    private static final int NO_ACCIDENT = 3;

    private final String partner;
    private final int port;
    private final SandboxFolders folders;
    private final WeeklyFiles uploads;
    private final List<String> fetched;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread worker;
    private int failures;

    private DropBoxNeighbour(String partner, NeighbourSettings settings, int port, SandboxFolders folders)
            throws IOException {
        this.partner = partner;
        this.port = port;
        this.folders = folders;
        for (String folder : settings.folders()) {
            Files.createDirectories(folders.neighbour(partner).resolve(folder));
        }
        this.uploads = new WeeklyFiles(folders.neighbour(partner), settings.collect());
        this.fetched = settings.fetched();
        this.worker = new Thread(this::work, "sandbox-" + partner);
        worker.setDaemon(true);
    }

    /** @param port where the hub will listen; it need not be there yet */
    static DropBoxNeighbour start(String partner, NeighbourSettings settings, int port, SandboxFolders folders)
            throws IOException {
        DropBoxNeighbour neighbour = new DropBoxNeighbour(partner, settings, port, folders);
        neighbour.worker.start();
        return neighbour;
    }

    private void work() {
        while (stopped.getCount() > 0) {
            try {
                Session session = login();
                try {
                    exchange(session);
                } finally {
                    session.disconnect();
                }
            } catch (JSchException | SftpException | IOException | RuntimeException e) {
                tell(e);
                pause();
            }
        }
    }

    private Session login() throws JSchException {
        JSch jsch = new JSch();
        jsch.addIdentity(folders.accountKey(partner).toString());
        jsch.setKnownHosts(folders.knownHosts(partner).toString());
        Session session = jsch.getSession(partner, HOST, port);
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", "publickey");
        session.setDaemonThread(true);
        session.setTimeout(TIMEOUT_MILLIS);
        session.connect();
        return session;
    }

    private void exchange(Session session) throws JSchException, SftpException, IOException {
        ChannelSftp account = (ChannelSftp) session.openChannel("sftp");
        account.connect();
        while (stopped.getCount() > 0) {
            for (String folder : fetched) {
                fetch(account, folder);
            }
            uploads.put(account);
            failures = 0;
            pause();
        }
    }

    /** Seen here when it is complete. One that is fetched twice, because it was not taken away, has the same name. */
    private void fetch(ChannelSftp account, String folder) throws SftpException, IOException {
        Path home = folders.neighbour(partner).resolve(folder);
        for (LsEntry entry : account.ls(folder)) {
            if (!entry.getAttrs().isDir()) {
                String name = folder + "/" + entry.getFilename();
                Path draft = Files.createTempFile(home, ".fetched", ".tmp");
                try {
                    account.get(name, draft.toString());
                    Files.move(draft, home.resolve(entry.getFilename()), StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(draft);
                }
                account.rm(name);
            }
        }
    }

    private void tell(Exception e) {
        // nobody listens before the hub has started, and after it has stopped
        if (e.getCause() instanceof ConnectException) {
            failures = 0;
        } else if (++failures == NO_ACCIDENT) {
            // not its text, which may have a file's name
            LOG.warn(
                    "Sandbox: {} cannot use its drop box and tries again: {}",
                    worker.getName(),
                    e.getClass().getSimpleName());
        }
    }

    private void pause() {
        try {
            stopped.await(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        worker.join(TimeUnit.SECONDS.toMillis(10));
    }
}
