package dk.rampe.channel.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.verify;

import dk.rampe.delivery.FetchedFiles.Watched;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of Silkeborg's {@code IND} and DEFACTUM's {@code ind}, and what nobody may conclude from. */
class NoteFetchedFilesTest {

    private static final String RECEIPT = "henvisning_20240201_01.csv.kvittering.csv";

    @TempDir
    static Path folder;

    private static PartnerServer silkeborg;
    private static PartnerServer defactum;
    private static RunningRoutes routes;

    private final List<Collection<String>> noted = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        silkeborg = new PartnerServer(folder.resolve("silkeborg"));
        defactum = new PartnerServer(folder.resolve("defactum"));
        routes = new RunningRoutes(
                Map.of("silkeborg", silkeborg, "defactum", defactum),
                "--rampe.partners.silkeborg.sftp.note-fetched-every=50ms",
                "--rampe.partners.defactum.sftp.note-fetched-every=50ms");
        routes.neverPoll();
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        silkeborg.close();
        defactum.close();
    }

    @BeforeEach
    void forget() throws Exception {
        // nothing is looked for, until a look under way has had its say
        routes.forget();
        await().until(() -> routes.camel().getInflightRepository().size() == 0);
        routes.forget();
        silkeborg.reset("IND", "UD");
        defactum.reset("ind");
        routes.on("note", call -> {
            noted.add(call.getArgument(1));
            return null;
        });
    }

    private static void lookedFor(String partner, Watched watched) {
        routes.on("lookedFor", call -> call.getArgument(0).equals(partner) ? List.of(watched) : List.of());
    }

    private static Watched watch(String partner, String folder) {
        Watched watched = new Watched(partner, folder, Map.of(UUID.randomUUID(), RECEIPT));
        lookedFor(partner, watched);
        return watched;
    }

    @Test
    void everythingInTheFolderIsToldAndNothingIsTouched() throws Exception {
        silkeborg.put("IND/" + RECEIPT, "Linje;Sagsnr");
        silkeborg.put("IND/status_20240202_01.csv", "Sagsnr;Status");
        Listening listening = new Listening();
        silkeborg.listen(listening);
        Watched watched = watch("silkeborg", "IND");
        await().until(() -> noted.size() > 1);
        verify(routes.fetched, atLeast(2)).note(watched, noted.get(0));
        assertThat(noted.get(0)).contains(RECEIPT, "status_20240202_01.csv");
        assertThat(listening.filesOpened).hasValue(0);
        assertThat(silkeborg.names("IND")).containsExactly(RECEIPT, "status_20240202_01.csv");

        Files.delete(silkeborg.root.resolve("IND").resolve(RECEIPT));
        int before = noted.size();
        await().until(() -> noted.size() > before + 1);
        assertThat(noted.get(before + 1)).contains("status_20240202_01.csv").doesNotContain(RECEIPT);
        assertThat(routes.logged()).isEmpty();
    }

    @Test
    void aFolderIsListedOnceHoweverManyFilesAreLookedFor() throws Exception {
        Listening listening = new Listening();
        silkeborg.listen(listening);
        Map<UUID, String> many = Map.of(UUID.randomUUID(), "a.csv", UUID.randomUUID(), "b.csv");
        AtomicBoolean looked = new AtomicBoolean();
        routes.on(
                "lookedFor",
                call -> call.getArgument(0).equals("silkeborg") && !looked.getAndSet(true)
                        ? List.of(new Watched("silkeborg", "IND", many))
                        : List.of());
        await().until(() -> noted.size() == 1);
        assertThat(listening.foldersOpened).hasValue(1);
    }

    @Test
    void aReleaseIsAFolderAndIsSeen() throws Exception {
        Files.createDirectory(defactum.root.resolve("ind").resolve("rampe_rampen_a"));
        watch("defactum", "ind");
        await().until(() -> !noted.isEmpty());
        assertThat(noted.get(0)).contains("rampe_rampen_a");
    }

    @Test
    void whereNothingIsLookedForNobodyLogsIn() {
        int logins = silkeborg.logins.get();
        await().untilAsserted(() -> verify(routes.fetched, atLeast(3)).lookedFor("silkeborg"));
        assertThat(silkeborg.logins).hasValue(logins);
    }

    @Test
    void aFolderThatIsNotThereSaysNothingOfItsFiles() throws Exception {
        silkeborg.reset("UD");
        assertNothingNotedOf("silkeborg");
    }

    @Test
    void aListingThatTheServerBreaksOffSaysNothing() throws Exception {
        fill();
        silkeborg.listen(new AfterTheFirstPage() {
            @Override
            void happens() throws IOException {
                throw new IOException("disk");
            }
        });
        assertNothingNotedOf("silkeborg");
    }

    @Test
    void aListingThatTheNetworkCutsSaysNothing() throws Exception {
        fill();
        silkeborg.listen(new AfterTheFirstPage() {
            @Override
            void happens() {
                silkeborg.cut();
            }
        });
        assertNothingNotedOf("silkeborg");
    }

    @Test
    void anotherServerThanThePinnedOneIsNotBelieved() throws Exception {
        silkeborg.pin(PartnerServer.newKey());
        try {
            assertNothingNotedOf("silkeborg");
        } finally {
            silkeborg.pin(silkeborg.hostKey());
        }
    }

    /** More than fit into one answer of the server. */
    private static void fill() throws IOException {
        for (int i = 0; i < 400; i++) {
            Files.createFile(silkeborg.root.resolve("IND").resolve("x".repeat(100) + i));
        }
    }

    private void assertNothingNotedOf(String partner) {
        watch(partner, "IND");
        // a look is over when the next one begins
        await().untilAsserted(() -> verify(routes.fetched, atLeast(4)).lookedFor(partner));
        assertThat(noted).isEmpty();
        assertThat(routes.logged()).isEmpty();
    }

    private static final class Listening implements SftpEventListener {

        final AtomicInteger foldersOpened = new AtomicInteger();
        final AtomicInteger filesOpened = new AtomicInteger();

        @Override
        public void open(ServerSession session, String remoteHandle, Handle localHandle) {
            if (localHandle instanceof FileHandle) {
                filesOpened.incrementAndGet();
            } else if (localHandle.getFile().endsWith("IND")) {
                foldersOpened.incrementAndGet();
            }
        }
    }

    private abstract static class AfterTheFirstPage implements SftpEventListener {

        private String first;

        abstract void happens() throws IOException;

        @Override
        public void readEntries(
                ServerSession session, String remoteHandle, DirectoryHandle localHandle, Map<String, Path> entries)
                throws IOException {
            if (remoteHandle.equals(first)) {
                happens();
            }
            first = remoteHandle;
        }
    }
}
