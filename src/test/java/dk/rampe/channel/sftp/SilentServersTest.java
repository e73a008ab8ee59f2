package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.verify;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers that fall silent, each at another point, while Norddjurs' goes on as if nothing were. On a dead line nothing
 * is heard any more; a hung server still answers the hub's sign of life, and nothing else.
 */
class SilentServersTest {

    private static final String XML = "RAMPE_202402010600.xml";
    private static final String MARKER = ".klar_til_processering";
    private static final byte[] CONTENT =
            "<x>of no use when half of it is there</x>".repeat(100_000).getBytes(UTF_8);
    private static final Duration GIVEN_UP = Duration.ofSeconds(60);
    private static final Duration DELAY = Duration.ofSeconds(10);

    @TempDir
    static Path folder;

    private enum Point {
        AT_CONNECT,
        AT_LOGIN,
        IN_LISTING,
        IN_DOWNLOAD,
        IN_DELETION,
        IN_UPLOAD,
        IN_RENAME;

        boolean isDelivery() {
            return this == IN_UPLOAD || this == IN_RENAME;
        }
    }

    private enum Silence {
        /** The network passes nothing on. */
        DEAD,
        /** And the system takes hardly anything for it, so that writing hangs too. */
        FULL,
        /** The server's disk hangs, the server does not. */
        HUNG
    }

    private static final Parcel PARCEL =
            new Parcel("fra_sind", null, List.of(new PostedFile("RAMPE_1.kvittering.xml", CONTENT, false)));

    private final List<Trial> trials = new CopyOnWriteArrayList<>();
    private final Map<String, Instant> polls = new ConcurrentHashMap<>();
    private final AtomicLong longestGap = new AtomicLong();
    private final Map<String, PartnerServer> servers = new LinkedHashMap<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private RunningRoutes routes;

    @AfterEach
    void stop() throws Exception {
        over.countDown();
        for (Trial trial : trials) {
            trial.line.close();
        }
        if (routes != null) {
            routes.close();
        }
        for (PartnerServer server : servers.values()) {
            server.close();
        }
    }

    @Test
    void aServerThatFallsSilentIsGivenUpDelaysNobodyElseAndIsServedWhenItIsBack() throws Exception {
        PartnerServer norddjurs = server("norddjurs");
        for (Point point : Point.values()) {
            trials.add(new Trial(point, Silence.DEAD));
        }
        for (Point point : List.of(Point.IN_LISTING, Point.IN_DOWNLOAD, Point.IN_UPLOAD, Point.IN_RENAME)) {
            trials.add(new Trial(point, Silence.HUNG));
        }
        trials.add(new Trial(Point.IN_UPLOAD, Silence.FULL));
        int signsOfLife = Form.of(3, 15);
        routes = new RunningRoutes(routesWithSignsOfLife(signsOfLife), servers);
        routes.on("parcel", call -> PARCEL);
        routes.on("take", call -> {
            polled(call.<String>getArgument(0).replace("poll ", ""), Instant.now());
            return true;
        });
        trials.forEach(Trial::deliver);

        await("all have fallen silent").until(() -> trials.stream().allMatch(trial -> trial.silentSince != null));
        for (int i = 0; i < 5; i++) {
            String name = "RAMPE_20240201070%d.xml".formatted(i);
            norddjurs.put("til_sind/" + name, "<x/>");
            norddjurs.put("til_sind/" + name + MARKER, "");
        }
        await().atMost(DELAY).until(() -> norddjurs.names("til_sind").isEmpty());
        await("all have been given up").atMost(GIVEN_UP).untilAsserted(() -> assertThat(trials)
                .filteredOn(trial -> trial.patience() == null)
                .isEmpty());
        assertThat(longestGap.get()).isLessThan(DELAY.toMillis());

        over.countDown();
        trials.forEach(trial -> trial.line.speak());
        for (Trial trial : trials) {
            trial.comesToItsEnd();
        }
        long patience = trials.stream().mapToLong(Trial::patience).max().orElseThrow();
        Reliability.held(
                Promise.BAD_LINES,
                "a server falls silent at connect, at login, in a listing, a download, a deletion, an upload, a rename",
                trials.size() + " servers at a time",
                "with a sign of life each %d s: given up after %d s at the latest; longest time between two polls of another partner %.1f s; each file came whole when the server was back"
                        .formatted(signsOfLife, patience / 1000, longestGap.get() / 1000.0));
    }

    /** The project's own routes ask for a sign of life every 15 s, and give up when the third does not come. */
    private static Path routesWithSignsOfLife(int seconds) throws IOException {
        Path copies = Files.createDirectories(folder.resolve("routes"));
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        copies.resolve(file.getFileName()),
                        text.replace("serverAliveInterval: 15000", "serverAliveInterval: " + seconds + "000"));
            }
        }
        return copies;
    }

    private void polled(String partner, Instant now) {
        Instant before = polls.put(partner, now);
        if (before != null && partner.equals("norddjurs")) {
            longestGap.accumulateAndGet(Duration.between(before, now).toMillis(), Math::max);
        }
        trials.stream()
                .filter(trial ->
                        !trial.point.isDelivery() && trial.partner.equals(partner) && trial.silentSince != null)
                .forEach(Trial::isGivenUp);
    }

    private PartnerServer server(String partner) throws Exception {
        PartnerServer server = new PartnerServer(folder.resolve(partner));
        server.reset("til_sind", "fra_sind");
        servers.put(partner, server);
        return server;
    }

    private final class Trial {

        final Point point;
        final FaultProxy line;
        volatile Instant silentSince;
        volatile Instant givenUp;
        private final String partner;
        private final Silence silence;
        private final PartnerServer server;
        private final AtomicBoolean due = new AtomicBoolean(true);

        Trial(Point point, Silence silence) throws Exception {
            this.point = point;
            this.silence = silence;
            this.partner = (silence + "" + point).toLowerCase().replace("_", "");
            this.server = server(partner);
            this.line = new FaultProxy(server.port(), silence == Silence.FULL ? 4096 : 0);
            server.reachedBy(line.port());
            if (!point.isDelivery()) {
                server.put("til_sind/" + XML, CONTENT);
                server.put("til_sind/" + XML + MARKER, "");
            }
            if (point == Point.AT_CONNECT) {
                fallSilent();
            } else if (point == Point.AT_LOGIN) {
                server.onLogin = this::fallSilent;
            } else {
                server.listen(new Falling());
            }
        }

        void fallSilent() {
            if (!due.getAndSet(false)) {
                return;
            }
            silentSince = Instant.now();
            if (silence != Silence.HUNG) {
                line.fallSilent();
                return;
            }
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void isGivenUp() {
            if (givenUp == null) {
                givenUp = Instant.now();
            }
        }

        /** Milliseconds from its silence to the hub's next step; null: it still waits. */
        Long patience() {
            return givenUp == null
                    ? null
                    : Duration.between(silentSince, givenUp).toMillis();
        }

        void deliver() {
            if (!point.isDelivery()) {
                return;
            }
            Thread dispatcher = new Thread(
                    () -> {
                        routes.deliver(DropOffTest.delivery(partner, PARCEL), PARCEL);
                        isGivenUp();
                    },
                    "dispatcher");
            dispatcher.setDaemon(true);
            dispatcher.start();
        }

        void comesToItsEnd() throws IOException {
            if (point.isDelivery()) {
                await(partner).untilAsserted(() -> {
                    Delivery delivery = DropOffTest.delivery(partner, PARCEL);
                    routes.deliver(delivery, PARCEL);
                    verify(routes.outbox).sent(delivery);
                });
                assertThat(server.names("fra_sind"))
                        .containsExactly(PARCEL.files().get(0).name());
                assertThat(Files.readAllBytes(server.root.resolve(
                                "fra_sind/" + PARCEL.files().get(0).name())))
                        .isEqualTo(CONTENT);
                return;
            }
            await(partner).until(() -> server.names("til_sind").isEmpty());
            assertThat(routes.stored)
                    .filteredOn(one -> one.incoming().partner().equals(partner))
                    .as(partner)
                    .singleElement()
                    .satisfies(one -> assertThat(one.content()).isEqualTo(CONTENT));
        }

        @Override
        public String toString() {
            return partner;
        }

        private final class Falling implements SftpEventListener {

            @Override
            public void opening(ServerSession session, String remoteHandle, Handle handle) {
                fallAt(Point.IN_LISTING, handle instanceof DirectoryHandle);
            }

            @Override
            public void reading(
                    ServerSession session, String remote, FileHandle file, long at, byte[] data, int offset, int n) {
                fallAt(Point.IN_DOWNLOAD, at > CONTENT.length / 2);
            }

            @Override
            public void removing(ServerSession session, Path path, boolean isDirectory) {
                fallAt(Point.IN_DELETION, true);
            }

            @Override
            public void writing(
                    ServerSession session, String remote, FileHandle file, long at, byte[] data, int offset, int n) {
                fallAt(Point.IN_UPLOAD, at > CONTENT.length / 10);
            }

            @Override
            public void moving(ServerSession session, Path from, Path to, Collection<CopyOption> options) {
                fallAt(Point.IN_RENAME, true);
            }

            private void fallAt(Point here, boolean now) {
                if (here == point && now) {
                    fallSilent();
                }
            }
        }
    }
}
