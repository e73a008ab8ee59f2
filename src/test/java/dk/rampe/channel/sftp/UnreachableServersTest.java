package dk.rampe.channel.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silkeborg's server accepts connections and never says a word; Norddjurs' has troubles of its own. */
class UnreachableServersTest {

    private static final String XML = "RAMPE_202402010600.xml";
    private static final String MARKER = ".klar_til_processering";
    private static final String POLLED_AGAIN = "INFO norddjurs: polled again";

    @TempDir
    static Path folder;

    private static ServerSocket silent;
    private static PartnerServer silkeborg;
    private static PartnerServer norddjurs;
    private static RunningRoutes routes;
    private static Instant started;

    /** Lines of the log that were there before the test. */
    private static int known;

    @BeforeAll
    static void start() throws Exception {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        silkeborg = new PartnerServer(folder.resolve("silkeborg"));
        norddjurs = new PartnerServer(folder.resolve("norddjurs"));
        norddjurs.reset("til_sind");
        routes = new RunningRoutes(
                Map.of("silkeborg", silkeborg, "norddjurs", norddjurs),
                "--rampe.partners.silkeborg.sftp.port=" + silent.getLocalPort());
        started = Instant.now();
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        silkeborg.close();
        norddjurs.close();
        silent.close();
    }

    @BeforeEach
    void laidOut() throws IOException {
        norddjurs.reset("til_sind");
        routes.stored.clear();
        somePolls();
        known = routes.logged().size();
    }

    private static void somePolls() {
        clearInvocations(routes.lease);
        verify(routes.lease, timeout(20_000).atLeast(4)).take(eq("poll norddjurs"));
    }

    private static void putXml() throws IOException {
        norddjurs.put("til_sind/" + XML, "<x/>");
        norddjurs.put("til_sind/" + XML + MARKER, "");
    }

    private static List<String> ofNorddjurs() {
        return routes.logged().stream()
                .skip(known)
                .filter(line -> line.contains("norddjurs"))
                .toList();
    }

    @Test
    void aServerThatIsSilentHoldsUpNobodyElseAndIsGivenUpAfterTenSeconds() throws Exception {
        putXml();
        await().atMost(Duration.ofSeconds(8)).until(() -> routes.stored.size() == 1);
        String told = "WARN silkeborg: cannot be polled (SocketTimeoutException)";
        await().atMost(Duration.ofSeconds(15)).until(() -> routes.logged().contains(told));
        assertThat(Duration.between(started, Instant.now())).isGreaterThan(Duration.ofSeconds(8));
    }

    @Test
    void aServerThatIsAwayIsToldOnceAndOnceWhenItIsBack() throws Exception {
        norddjurs.stop();
        await().until(() -> !ofNorddjurs().isEmpty());
        somePolls();
        norddjurs.restart();
        await().until(() -> ofNorddjurs().contains(POLLED_AGAIN));
        somePolls();
        assertThat(ofNorddjurs())
                .doesNotHaveDuplicates()
                .contains("WARN norddjurs: cannot be polled (ConnectException)")
                .endsWith(POLLED_AGAIN);
    }

    @Test
    void aServerWithAnotherHostKeySeesNoLoginUntilItsKeyIsPinned() throws Exception {
        norddjurs.restart(PartnerServer.newKey());
        norddjurs.logins.set(0);
        putXml();
        String changed = "WARN norddjurs: cannot be polled (its host key is not the pinned one)";
        await().until(() -> ofNorddjurs().contains(changed));
        Files.writeString(norddjurs.knownHosts(), "");
        String unknown = "WARN norddjurs: cannot be polled (no host key is pinned)";
        await().until(() -> ofNorddjurs().contains(unknown));
        somePolls();
        assertThat(ofNorddjurs()).doesNotHaveDuplicates();
        assertThat(norddjurs.logins).hasValue(0);
        assertThat(routes.stored).isEmpty();
        norddjurs.pin(norddjurs.hostKey());
        await().until(() -> routes.stored.size() == 1);
    }

    @Test
    void aKeyTheServerDoesNotKnowIsToldOnce() throws Exception {
        norddjurs.writeKey(PartnerServer.newKey());
        await().until(() -> !ofNorddjurs().isEmpty());
        putXml();
        somePolls();
        assertThat(ofNorddjurs()).containsExactly("WARN norddjurs: cannot be polled (login refused)");
        assertThat(routes.stored).isEmpty();
        norddjurs.writeKey(norddjurs.hubKey());
        await().until(() -> routes.stored.size() == 1);
    }

    @Test
    void aFolderThatIsNotThereIsToldOnceAndNotMade() throws Exception {
        norddjurs.reset();
        await().until(() -> !ofNorddjurs().isEmpty());
        somePolls();
        assertThat(ofNorddjurs()).containsExactly("WARN norddjurs: cannot be polled (no such file or folder)");
        assertThat(norddjurs.names("")).isEmpty();
        Files.createDirectory(norddjurs.root.resolve("til_sind"));
        await().until(() -> ofNorddjurs().contains(POLLED_AGAIN));
    }
}
