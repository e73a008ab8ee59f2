package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.verify;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.channel.sftp.FaultProxy.Cut;
import dk.rampe.channel.sftp.FaultProxy.End;
import dk.rampe.channel.sftp.FaultProxy.Way;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Norddjurs' files are fetched, and Silkeborg's are put in place, over lines that break. */
class BrokenTransfersTest {

    private static final String MARKER = ".klar_til_processering";

    /** In all that is sent, to be looked for where nothing of it may be. */
    private static final String SIGN = "7d0c1a52-bad-lines";

    @TempDir
    static Path folder;

    private static PartnerServer norddjurs;
    private static PartnerServer silkeborg;
    private static FaultProxy fromNorddjurs;
    private static FaultProxy toSilkeborg;
    private static RunningRoutes routes;

    private final Random random = new Random(20240201);

    @BeforeAll
    static void start() throws Exception {
        norddjurs = new PartnerServer(folder.resolve("norddjurs"));
        silkeborg = new PartnerServer(folder.resolve("silkeborg"));
        norddjurs.reset("til_sind", "fra_sind");
        silkeborg.reset("IND");
        fromNorddjurs = new FaultProxy(norddjurs.port());
        toSilkeborg = new FaultProxy(silkeborg.port());
        norddjurs.reachedBy(fromNorddjurs.port());
        silkeborg.reachedBy(toSilkeborg.port());
        routes = new RunningRoutes(Map.of("norddjurs", norddjurs, "silkeborg", silkeborg));
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        fromNorddjurs.close();
        toSilkeborg.close();
        norddjurs.close();
        silkeborg.close();
    }

    @BeforeEach
    void forget() throws Exception {
        norddjurs.reset("til_sind", "fra_sind");
        silkeborg.reset("IND");
        routes.forget();
        routes.on("take", call -> call.getArgument(0).equals("poll norddjurs"));
    }

    /** Whatever its length, it cannot be taken for another one. */
    private byte[] content(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        System.arraycopy(SIGN.getBytes(UTF_8), 0, content, length / 2, SIGN.length());
        return content;
    }

    /** Every twentieth of the way, then anywhere. */
    private List<Cut> cuts(Way way, long whole) {
        List<Cut> cuts = new ArrayList<>();
        for (int i = 1; i < 20; i++) {
            cuts.add(new Cut(way, whole * i / 20, i % 2 == 0 ? End.FIN : End.RST));
            if (Form.of(0, 1) == 1) {
                cuts.add(new Cut(way, whole * i / 20, i % 2 == 0 ? End.RST : End.FIN));
            }
        }
        for (int i = 0; i < Form.of(20, 100); i++) {
            cuts.add(new Cut(way, random.nextLong(whole), random.nextBoolean() ? End.FIN : End.RST));
        }
        return cuts;
    }

    /** Both at the same time, for each waits for the other side most of it. */
    @Test
    void aTransferThatIsCutAnywhereIsNeverStoredOrSeenInPartAndIsDoneByAnotherAttempt() throws Exception {
        putInPlace("warm-up");
        // with that of the connection that is kept for the next delivery
        Map<String, Long> threads = threads();
        CompletableFuture<String> downloads = CompletableFuture.supplyAsync(this::downloadsAreCut);
        String uploads = uploadsAreCut();
        String downloaded = downloads.get(10, TimeUnit.MINUTES);
        assertNothingIsLeft(threads);
        Reliability.held(
                Promise.BAD_LINES,
                "a download is cut at 5, 10 ... 95 % and at random offsets, by FIN and by RST",
                downloaded,
                "0 files stored in part, 0 removed before they were stored, 0 left behind; no thread and no file of the hub's left");
        Reliability.held(
                Promise.BAD_LINES,
                "an upload is cut at 5, 10 ... 95 % and at random offsets, by FIN and by RST",
                uploads,
                "0 files seen in part under their names, 0 markers before their files, all whole after another attempt; no thread and no file of the hub's left");
    }

    private String downloadsAreCut() {
        List<String> removedUnstored = new CopyOnWriteArrayList<>();
        norddjurs.listen(new SftpEventListener() {
            @Override
            public void removing(ServerSession session, Path path, boolean isDirectory) {
                String file = path.getFileName().toString().replace(MARKER, "");
                if (routes.stored.stream()
                        .noneMatch(one -> one.incoming().name().equals(file))) {
                    removedUnstored.add(file);
                }
            }
        });
        fromNorddjurs.measure(Way.TO_HUB);
        fetch(0, content(100_000));
        List<Cut> cuts = cuts(Way.TO_HUB, fromNorddjurs.most());
        int fired = 0;
        int number = 0;
        for (Cut cut : cuts) {
            fromNorddjurs.cutOnce(cut);
            fetch(++number, content(100_000));
            fired += fromNorddjurs.hasCut() ? 1 : 0;
            fromNorddjurs.cutNot();
        }
        assertThat(removedUnstored).isEmpty();
        assertThat(fired).isGreaterThan(cuts.size() * 9 / 10);
        return fired + " cuts";
    }

    /** Returns when the file has gone; what was stored of it was all of it. */
    private void fetch(int number, byte[] content) {
        String name = "RAMPE_2024%08d.xml".formatted(number);
        try {
            norddjurs.put("til_sind/" + name, content);
            norddjurs.put("til_sind/" + name + MARKER, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(routes.stored)
                .filteredOn(one -> one.incoming().name().equals(name))
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.content()).isEqualTo(content));
    }

    private String uploadsAreCut() throws IOException {
        toSilkeborg.measure(Way.TO_SERVER);
        putInPlace("measured");
        List<Cut> cuts = cuts(Way.TO_SERVER, toSilkeborg.most());
        int fired = 0;
        int number = 0;
        for (Cut cut : cuts) {
            toSilkeborg.cutOnce(cut);
            putInPlace("status_" + ++number + ".csv");
            fired += toSilkeborg.hasCut() ? 1 : 0;
            toSilkeborg.cutNot();
        }
        assertThat(fired).isGreaterThan(cuts.size() * 9 / 10);
        assertThat(silkeborg.names("IND")).hasSize(2 * (cuts.size() + 2)).noneMatch(name -> name.startsWith("."));
        return fired + " cuts";
    }

    private void putInPlace(String name) throws IOException {
        byte[] content = content(100_000);
        Parcel parcel = new Parcel(
                "IND",
                null,
                List.of(new PostedFile(name, content, false), new PostedFile(name + ".trigger", new byte[10], false)));
        await().untilAsserted(() -> {
            Delivery delivery = DropOffTest.delivery("silkeborg", parcel);
            routes.deliver(delivery, parcel);
            assertNothingIsSeenInPart(name, content);
            verify(routes.outbox).sent(delivery);
        });
        assertThat(silkeborg.names("IND")).contains(name, name + ".trigger");
    }

    private static void assertNothingIsSeenInPart(String name, byte[] content) throws IOException {
        if (silkeborg.names("IND").contains(name)) {
            assertThat(Files.readAllBytes(silkeborg.root.resolve("IND/" + name)))
                    .isEqualTo(content);
        } else {
            assertThat(silkeborg.names("IND")).doesNotContain(name + ".trigger");
        }
    }

    @Test
    void fiftyDisconnectsInARowAreToldInAFewLinesAndThenTheFileIsTaken() throws Exception {
        Map<String, Long> threads = threads();
        int before = fromNorddjurs.came.get();
        fromNorddjurs.cutEach(IntStream.range(0, 50)
                .mapToObj(i -> new Cut(Way.TO_HUB, i * 150L, i % 2 == 0 ? End.FIN : End.RST))
                .toList());
        // a poll that was under way is over
        await().until(() -> fromNorddjurs.came.get() - before > 2);
        fetch(1, content(100_000));
        assertThat(fromNorddjurs.came.get() - before).isGreaterThan(50);
        List<String> told = routes.logged();
        assertThat(told).allMatch(line -> line.matches("(WARN|INFO) norddjurs[^\\n]*"));
        assertNothingIsLeft(threads);
        Reliability.held(
                Promise.BAD_LINES,
                "disconnects in a row, from the first byte of the greeting on",
                "50 disconnects",
                "the 51st connection brought the file, whole; %d lines of log; no thread left".formatted(told.size()));
    }

    @Test
    void aFileThatIsShorterOrLongerThanTheServerSaysIsNotStored() throws Exception {
        int trials = Form.of(3, 24);
        for (int i = 0; i < trials; i++) {
            byte[] content = content(50_000);
            String name = "RAMPE_2024%08d.xml".formatted(i);
            int lie = 1 + random.nextInt(content.length);
            List<String> lies = new CopyOnWriteArrayList<>();
            routes.on("store", call -> {
                lies.add("tried");
                return routes.store(call.getArgument(0), call.getArgument(1));
            });
            norddjurs.longestRead = i % 3 == 0 ? content.length - lie : Long.MAX_VALUE;
            norddjurs.listedMore = i % 3 == 0 ? 0 : i % 3 == 1 ? lie : -lie;
            norddjurs.put("til_sind/" + name, content);
            norddjurs.put("til_sind/" + name + MARKER, "");
            await().until(() -> lies.size() >= 2);
            assertThat(routes.stored).hasSize(i);
            assertThat(norddjurs.names("til_sind")).containsExactly(name, name + MARKER);
            norddjurs.longestRead = Long.MAX_VALUE;
            norddjurs.listedMore = 0;
            await().until(() -> norddjurs.names("til_sind").isEmpty());
            assertThat(routes.stored).hasSize(i + 1);
            assertThat(routes.stored.get(i).content()).isEqualTo(content);
        }
        Reliability.held(
                Promise.BAD_LINES,
                "a download ends early without a word; a listing says more, or less, than is sent",
                trials + " files",
                "0 stored while it was so, each whole when it was not any more");
    }

    /** The hub's own: the servers, the line between and the test's tools have theirs in the same process. */
    private static Map<String, Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(thread -> thread.getName().replaceAll("\\d+", "#"))
                .filter(name -> Stream.of(
                                "sshd-", "fault proxy", "awaitility", "surefire", "ForkJoin", "process reaper")
                        .noneMatch(name::startsWith))
                .collect(groupingBy(name -> name, counting()));
    }

    private static void assertNothingIsLeft(Map<String, Long> threadsBefore) throws IOException {
        routes.on("take", call -> false);
        await().untilAsserted(() -> assertThat(threads())
                .allSatisfy((name, count) ->
                        assertThat(count).as(name).isLessThanOrEqualTo(threadsBefore.getOrDefault(name, 0L))));
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> files = Files.list(temporary)) {
            assertThat(files.filter(BrokenTransfersTest::holdsTheSign)).isEmpty();
        }
    }

    private static boolean holdsTheSign(Path path) {
        try {
            return Files.isRegularFile(path)
                    && Files.isReadable(path)
                    && Files.size(path) < 1_000_000
                    && new String(Files.readAllBytes(path), ISO_8859_1).contains(SIGN);
        } catch (IOException e) {
            return false;
        }
    }
}
