package dk.rampe.sandbox;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partner that calls the hub's SOAP service. The calls, as they stand in the body of an envelope, lie in {@code kald/}
 * and are made one after the other in the order of their names; the answer, the whole envelope, comes to {@code svar/}
 * under the same name, and then the call is moved to {@code kald/sendt/}. A call without an answer is made again, with the
 * transaction that stands in it.
 */
final class CallingNeighbour implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallingNeighbour.class);

    /** A hub that is being stopped breaks off more than once. */
    private static final int NO_ACCIDENT = 3;

    private final String partner;
    private final Path calls;
    private final Path answers;
    private final SoapCaller caller;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread worker;
    private int failures;

    private CallingNeighbour(String partner, SoapCaller caller, SandboxFolders folders) throws IOException {
        this.partner = partner;
        this.caller = caller;
        this.calls = Files.createDirectories(folders.neighbour(partner).resolve("kald"));
        this.answers = Files.createDirectories(folders.neighbour(partner).resolve("svar"));
        this.worker = new Thread(this::work, "sandbox-" + partner);
        worker.setDaemon(true);
    }

    /**
     * @param own the partner's key and certificate
     * @param trusted who has signed the hub's certificate
     * @param port where the hub will listen; it need not be there yet
     */
    static CallingNeighbour start(
            String partner, KeyStoreFile own, KeyStoreFile trusted, int port, SandboxFolders folders)
            throws IOException, GeneralSecurityException {
        CallingNeighbour neighbour = new CallingNeighbour(partner, new SoapCaller(own, trusted, port), folders);
        neighbour.worker.start();
        return neighbour;
    }

    private void work() {
        try {
            while (!stopped.await(1, TimeUnit.SECONDS)) {
                try {
                    callAll();
                    failures = 0;
                } catch (IOException | RuntimeException e) {
                    tell(e);
                }
            }
        } catch (InterruptedException e) {
            // it is to stop
        }
    }

    private void callAll() throws IOException, InterruptedException {
        for (Path call : SettledFiles.in(calls, name -> name.endsWith(".xml"))) {
            Optional<byte[]> answer = caller.call(Files.readAllBytes(call));
            if (answer.isEmpty()) {
                return;
            }
            keep(answer.get(), call.getFileName());
            Files.move(
                    call,
                    Files.createDirectories(calls.resolve("sendt")).resolve(call.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Seen when it is complete. */
    private void keep(byte[] answer, Path name) throws IOException {
        Path draft = Files.createTempFile(answers.getParent(), ".answer", ".tmp");
        Files.write(draft, answer);
        Files.move(draft, answers.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private void tell(Exception e) {
        // nobody listens before the hub has started, and after it has stopped
        if (e instanceof ConnectException) {
            failures = 0;
        } else if (++failures == NO_ACCIDENT) {
            // not its text, which may have a file's name
            LOG.warn(
                    "Sandbox: {} cannot call and tries again: {}",
                    partner,
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() throws InterruptedException {
        stopped.countDown();
        worker.interrupt();
        worker.join(TimeUnit.SECONDS.toMillis(10));
    }
}
