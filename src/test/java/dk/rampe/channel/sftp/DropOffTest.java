package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files for Silkeborg's {@code IND}, releases for DEFACTUM's {@code ind}. */
class DropOffTest {

    private static final String STATUS = "status_20240202_01.csv";
    private static final String TRIGGER = STATUS + ".trigger";
    private static final byte[] CONTENT = "Sagsnr;Status\r\n".repeat(20_000).getBytes(UTF_8);
    private static final Parcel STATUS_FILE =
            new Parcel("IND", null, List.of(file(STATUS, CONTENT), file(TRIGGER, "<trigger/>".getBytes(UTF_8))));
    private static final Parcel RELEASE = new Parcel(
            "ind", "rampe_rampen_a", List.of(file("indicators.csv", CONTENT), file("README.txt", new byte[0])));

    @TempDir
    static Path folder;

    private static PartnerServer silkeborg;
    private static PartnerServer defactum;
    private static RunningRoutes routes;

    @BeforeAll
    static void start() throws Exception {
        silkeborg = new PartnerServer(folder.resolve("silkeborg"));
        defactum = new PartnerServer(folder.resolve("defactum"));
        routes = new RunningRoutes(Map.of("silkeborg", silkeborg, "defactum", defactum));
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
        silkeborg.reset("IND", "UD");
        defactum.reset("ind");
        routes.forget();
    }

    private static PostedFile file(String name, byte[] content) {
        return new PostedFile(name, content, false);
    }

    static Delivery delivery(String partner, Parcel parcel) {
        return delivery(partner, parcel, 1);
    }

    private static Delivery delivery(String partner, Parcel parcel, long fence) {
        List<String> names = parcel.files().stream().map(PostedFile::name).toList();
        return new Delivery(
                UUID.randomUUID(),
                1,
                partner,
                Delivery.Kind.STATUS_FILE,
                "key",
                null,
                null,
                null,
                null,
                null,
                names,
                Instant.now(),
                1,
                fence,
                null);
    }

    private static Delivery deliver(Parcel parcel) {
        return deliver(parcel, 1);
    }

    private static Delivery deliver(Parcel parcel, long fence) {
        Delivery delivery = delivery(parcel.bundle() == null ? "silkeborg" : "defactum", parcel, fence);
        routes.deliver(delivery, parcel);
        return delivery;
    }

    private static void assertSent(Delivery delivery) {
        verify(routes.outbox).sent(delivery);
        assertThat(routes.logged()).isEmpty();
    }

    @Test
    void nothingIsEverSeenHalfWrittenAndTheMarkerComesLast() throws Exception {
        Set<String> seen = new TreeSet<>();
        silkeborg.listen(new Watching(() -> {
            List<String> visible = new ArrayList<>();
            for (String name : silkeborg.names("IND")) {
                if (!name.startsWith(".rampe-")) {
                    visible.add(name + " " + Files.size(silkeborg.root.resolve("IND/" + name)));
                }
            }
            seen.add(visible.toString());
        }));
        assertSent(deliver(STATUS_FILE));
        String file = STATUS + " " + CONTENT.length;
        assertThat(seen).containsExactlyInAnyOrder("[]", "[" + file + "]", "[" + file + ", " + TRIGGER + " 10]");
        assertThat(silkeborg.names("IND")).containsExactly(STATUS, TRIGGER);
        assertThat(Files.readAllBytes(silkeborg.root.resolve("IND/" + STATUS))).isEqualTo(CONTENT);
    }

    @Test
    void whatIsThereAlreadyIsNotWrittenAgain() {
        deliver(STATUS_FILE);
        deliver(RELEASE);
        List<String> written = new CopyOnWriteArrayList<>();
        Watching watching = new Watching(() -> written.add("something"));
        silkeborg.listen(watching);
        defactum.listen(watching);
        clearInvocations(routes.outbox);
        assertSent(deliver(STATUS_FILE));
        assertSent(deliver(RELEASE));
        assertThat(written).isEmpty();
    }

    @Test
    void onlyTheMarkerIsWrittenWhenOnlyTheMarkerIsMissing() throws Exception {
        deliver(STATUS_FILE);
        Files.delete(silkeborg.root.resolve("IND/" + TRIGGER));
        List<String> moved = new CopyOnWriteArrayList<>();
        silkeborg.listen(new SftpEventListener() {
            @Override
            public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) {
                moved.add(to.getFileName().toString());
            }
        });
        clearInvocations(routes.outbox);
        assertSent(deliver(STATUS_FILE));
        assertThat(moved).containsExactly(TRIGGER);
    }

    @Test
    void aNameThatSomebodyElsesFileHasIsExchanged() throws Exception {
        silkeborg.put("IND/" + STATUS, "somebody else's");
        Delivery delivery = deliver(STATUS_FILE);
        verify(routes.outbox).renamed(delivery, STATUS);
        verifyNoMoreInteractions(routes.outbox);
        assertThat(silkeborg.names("IND")).containsExactly(STATUS);
        assertThat(silkeborg.read("IND/" + STATUS)).isEqualTo("somebody else's");
    }

    @Test
    void aMarkersNameThatIsTakenExchangesItsFilesNameToo() throws Exception {
        silkeborg.put("IND/" + TRIGGER, "somebody else's");
        Delivery delivery = deliver(STATUS_FILE);
        verify(routes.outbox).renamed(delivery, STATUS);
        assertThat(silkeborg.names("IND")).containsExactly(TRIGGER);
    }

    @Test
    void whatReplacesReplacesAlsoWhereARenameCannot() throws Exception {
        String name = "henvisning.csv.sftpreceipt";
        Parcel business = new Parcel("IND", null, List.of(new PostedFile(name, CONTENT, true)));
        deliver(new Parcel("IND", null, List.of(file(name, "technical".getBytes(UTF_8)))));
        deliver(business);
        assertThat(Files.readAllBytes(silkeborg.root.resolve("IND/" + name))).isEqualTo(CONTENT);
        try {
            silkeborg.restartWithoutPosixRename();
            silkeborg.put("IND/" + name, "technical");
            clearInvocations(routes.outbox);
            untilSent(business);
            assertThat(Files.readAllBytes(silkeborg.root.resolve("IND/" + name)))
                    .isEqualTo(CONTENT);
            assertThat(silkeborg.names("IND")).containsExactly(name);
        } finally {
            silkeborg.restartWithPosixRename();
        }
    }

    @Test
    void aConnectionLostInTheMiddleOfAFileIsAFailedAttemptAndTheNextOneSucceeds() throws Exception {
        cutOnce(silkeborg);
        Delivery delivery = deliver(STATUS_FILE);
        verify(routes.outbox).failed(eq(delivery), any(Exception.class));
        assertThat(silkeborg.names("IND")).containsExactly(".rampe-1-" + STATUS);
        assertThat(routes.logged()).isEmpty();
        clearInvocations(routes.outbox);
        assertSent(deliver(STATUS_FILE));
        assertThat(silkeborg.names("IND")).containsExactly(STATUS, TRIGGER);
        assertThat(Files.readAllBytes(silkeborg.root.resolve("IND/" + STATUS))).isEqualTo(CONTENT);
    }

    @Test
    void aFileOfWhichTheServerKeepsOnlyAPartIsNotDelivered() throws Exception {
        silkeborg.longestWrite = 100;
        Delivery delivery = deliver(STATUS_FILE);
        verify(routes.outbox).failed(eq(delivery), any(Exception.class));
        assertThat(silkeborg.names("IND")).containsExactly(".rampe-1-" + STATUS);
    }

    @Test
    void aReleaseIsSeenWholeOrNotAtAll() throws Exception {
        Set<String> seen = new TreeSet<>();
        defactum.listen(new Watching(() -> {
            boolean isVisible = defactum.names("ind").contains("rampe_rampen_a");
            seen.add(isVisible ? defactum.names("ind/rampe_rampen_a").toString() : "nothing");
        }));
        assertSent(deliver(RELEASE));
        assertThat(seen).containsExactly("[README.txt, indicators.csv]", "nothing");
        assertThat(defactum.names("ind")).containsExactly("rampe_rampen_a");
    }

    @Test
    void aReleaseLostInTheMiddleLeavesNothingOfItselfInTheNextAttempt() throws Exception {
        cutOnce(defactum);
        Delivery lost = deliver(RELEASE);
        verify(routes.outbox).failed(eq(lost), any(Exception.class));
        assertThat(defactum.names("ind")).containsExactly(".rampe-1-rampe_rampen_a");
        defactum.put("ind/.rampe-1-rampe_rampen_a/stale.csv", "of an earlier attempt");
        defactum.put("ind/.rampe-1-rampe_rampen_a/indicators.csv", new byte[CONTENT.length * 2]);
        clearInvocations(routes.outbox);
        assertSent(deliver(RELEASE));
        assertThat(defactum.names("ind")).containsExactly("rampe_rampen_a");
        assertThat(defactum.names("ind/rampe_rampen_a")).containsExactly("README.txt", "indicators.csv");
        assertThat(Files.readAllBytes(defactum.root.resolve("ind/rampe_rampen_a/indicators.csv")))
                .isEqualTo(CONTENT);
    }

    @Test
    void aLaterTryClearsAwayWhatEarlierOnesLeftAndNeitherPutsInPlaceWhatTheOtherWrites() throws Exception {
        silkeborg.put("IND/.rampe-1-" + STATUS, "half");
        silkeborg.put("IND/.rampe-9-" + STATUS, "of a try that is later still");
        Files.createDirectory(defactum.root.resolve("ind/.rampe-2-rampe_rampen_a"));
        defactum.put("ind/.rampe-2-rampe_rampen_a/stale.csv", "half");
        assertSent(deliver(STATUS_FILE, 3));
        assertSent(deliver(RELEASE, 3));
        assertThat(silkeborg.names("IND")).containsExactly(".rampe-9-" + STATUS, STATUS, TRIGGER);
        assertThat(Files.readAllBytes(silkeborg.root.resolve("IND/" + STATUS))).isEqualTo(CONTENT);
        assertThat(defactum.names("ind")).containsExactly("rampe_rampen_a");
        assertThat(defactum.names("ind/rampe_rampen_a")).containsExactly("README.txt", "indicators.csv");
    }

    @Test
    void whoWasTakenOverAndHasNothingLeftToPutInPlaceDeletesNothing() throws Exception {
        String name = "henvisning.csv.sftpreceipt";
        Parcel business = new Parcel("IND", null, List.of(new PostedFile(name, CONTENT, true)));
        silkeborg.listen(new SftpEventListener() {
            @Override
            public void moving(ServerSession s, Path from, Path to, Collection<CopyOption> o) throws IOException {
                // the node that took over has just ended with the same
                Files.deleteIfExists(from);
                silkeborg.put("IND/" + name, CONTENT);
            }
        });
        Delivery delivery = deliver(business);
        verify(routes.outbox).failed(eq(delivery), any(Exception.class));
        assertThat(Files.readAllBytes(silkeborg.root.resolve("IND/" + name))).isEqualTo(CONTENT);
    }

    @Test
    void aFolderThatIsNotThereIsNotMade() throws Exception {
        silkeborg.reset();
        defactum.reset();
        Delivery status = deliver(STATUS_FILE);
        Delivery release = deliver(RELEASE);
        verify(routes.outbox).failed(eq(status), any(Exception.class));
        verify(routes.outbox).failed(eq(release), any(Exception.class));
        assertThat(silkeborg.names("")).isEmpty();
        assertThat(defactum.names("")).isEmpty();
        assertThat(routes.logged()).isEmpty();
    }

    @Test
    void aServerThatWasRestartedIsReachedAgain() throws Exception {
        deliver(STATUS_FILE);
        silkeborg.restart();
        clearInvocations(routes.outbox);
        untilSent(STATUS_FILE);
    }

    @Test
    void aServerWithAnotherHostKeyIsSentNothing() throws Exception {
        var pinned = silkeborg.hostKey();
        silkeborg.restart(PartnerServer.newKey());
        silkeborg.logins.set(0);
        try {
            Delivery delivery = deliver(STATUS_FILE);
            verify(routes.outbox).failed(eq(delivery), any(Exception.class));
            assertThat(silkeborg.logins).hasValue(0);
        } finally {
            silkeborg.restart(pinned);
        }
    }

    @Test
    void whenTheOutboxIsAwayTooNothingOfTheContentIsLogged() {
        for (String method : List.of("sent", "failed")) {
            routes.on(method, call -> {
                throw new IllegalStateException("database");
            });
        }
        deliver(STATUS_FILE);
        assertThat(routes.logged()).noneMatch(line -> line.contains("Sagsnr") || line.contains(STATUS));
        assertThat(routes.logged()).noneMatch(line -> line.contains("\n"));
    }

    private static void untilSent(Parcel parcel) {
        await().untilAsserted(() -> {
            Delivery delivery = deliver(parcel);
            verify(routes.outbox).sent(delivery);
        });
    }

    private static void cutOnce(PartnerServer server) {
        AtomicBoolean cut = new AtomicBoolean();
        server.listen(new SftpEventListener() {
            @Override
            public void writing(
                    ServerSession session, String remote, FileHandle file, long at, byte[] data, int offset, int n) {
                if (at > 100_000 && cut.compareAndSet(false, true)) {
                    session.close(true);
                }
            }
        });
    }

    private interface Look {
        void now() throws IOException;
    }

    /** Looks before and after everything that changes something on the server. */
    private record Watching(Look look) implements SftpEventListener {

        @Override
        public void writing(
                ServerSession session, String remote, FileHandle file, long at, byte[] data, int offset, int n)
                throws IOException {
            look.now();
        }

        @Override
        public void creating(ServerSession session, Path path, Map<String, ?> attributes) throws IOException {
            look.now();
        }

        @Override
        public void removing(ServerSession session, Path path, boolean isDirectory) throws IOException {
            look.now();
        }

        @Override
        public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options)
                throws IOException {
            look.now();
        }

        @Override
        public void moved(ServerSession session, Path from, Path to, Collection<CopyOption> options, Throwable thrown)
                throws IOException {
            look.now();
        }
    }
}
