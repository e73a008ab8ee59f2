package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.atLeast;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dk.rampe.submission.Incoming;
import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.DirectoryHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silkeborg lays triggers beside its files and has them moved, Norddjurs empty markers and has them deleted. */
class FetchFilesTest {

    private static final String CSV = "henvisning_20240201_01.csv";
    private static final Instant WRITTEN = Instant.parse("2024-02-01T08:00:00Z");
    private static final String XML = "RAMPE_202402010600.xml";
    private static final String MARKER = ".klar_til_processering";

    @TempDir
    static Path folder;

    private static PartnerServer silkeborg;
    private static PartnerServer norddjurs;
    private static RunningRoutes routes;

    @BeforeAll
    static void start() throws Exception {
        silkeborg = new PartnerServer(folder.resolve("silkeborg"));
        norddjurs = new PartnerServer(folder.resolve("norddjurs"));
        layOut();
        routes = new RunningRoutes(Map.of("silkeborg", silkeborg, "norddjurs", norddjurs));
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        silkeborg.close();
        norddjurs.close();
    }

    @BeforeEach
    void forget() throws Exception {
        layOut();
        somePolls();
        routes.forget();
    }

    private static void layOut() throws IOException {
        silkeborg.reset("UD/behandlet", "IND");
        norddjurs.reset("til_sind", "fra_sind");
    }

    private static void putCsv(String content) throws IOException {
        silkeborg.put("UD/" + CSV, content, WRITTEN);
        silkeborg.put("UD/" + CSV + ".trigger", Triggers.of(CSV, content.length()));
    }

    private static void putXml(String name, String content) throws IOException {
        norddjurs.put("til_sind/" + name, content, WRITTEN);
        norddjurs.put("til_sind/" + name + MARKER, "");
    }

    /** For what does not happen. */
    private static void somePolls() {
        clearInvocations(routes == null ? new Object[0] : new Object[] {routes.lease});
        if (routes != null) {
            verify(routes.lease, timeout(20_000).atLeast(3)).take(eq("poll silkeborg"));
            verify(routes.lease, timeout(20_000).atLeast(3)).take(eq("poll norddjurs"));
        }
    }

    @Test
    void aFileWithATriggerIsStoredThenMovedAsideItsTriggerFirst() throws Exception {
        List<String> moves = new CopyOnWriteArrayList<>();
        silkeborg.listen(new SftpEventListener() {
            @Override
            public void moving(ServerSession s, Path from, Path to, Collection<CopyOption> o) {
                moves.add(from.getFileName().toString());
            }
        });
        List<String> thereWhenStored = new ArrayList<>();
        routes.on("store", call -> {
            thereWhenStored.addAll(silkeborg.names("UD"));
            return routes.store(call.getArgument(0), call.getArgument(1));
        });
        putCsv("Sagsnr;x");
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2);
        assertThat(thereWhenStored).containsExactly("behandlet", CSV, CSV + ".trigger");
        assertThat(moves).containsExactly(CSV + ".trigger", CSV);
        assertThat(silkeborg.names("UD")).containsExactly("behandlet");
        assertThat(silkeborg.read("UD/behandlet/" + CSV)).isEqualTo("Sagsnr;x");
        assertThat(routes.stored).singleElement().satisfies(one -> {
            assertThat(one.content()).asString(UTF_8).isEqualTo("Sagsnr;x");
            assertThat(one.incoming())
                    .isEqualTo(
                            new Incoming("silkeborg", "SFTP", "henvisning", CSV, 8L, WRITTEN, "SF-1", "20240201_01"));
        });
        assertThat(routes.logged()).isEmpty();
    }

    @Test
    void aFileWithAMarkerIsStoredThenDeletedItsMarkerFirst() throws Exception {
        List<String> removed = new CopyOnWriteArrayList<>();
        norddjurs.listen(new SftpEventListener() {
            @Override
            public void removing(ServerSession session, Path path, boolean isDirectory) {
                removed.add(path.getFileName().toString());
            }
        });
        putXml(XML, "<x/>");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(removed).containsExactly(XML + MARKER, XML);
        assertThat(routes.stored).singleElement().satisfies(one -> assertThat(one.incoming())
                .isEqualTo(new Incoming("norddjurs", "SFTP", "leverance", XML, 4L, WRITTEN, null, null)));
    }

    @Test
    void aFileWithoutMarkerOrTriggerIsLeftAlone() throws Exception {
        silkeborg.put("UD/" + CSV, "Sagsnr;x");
        norddjurs.put("til_sind/" + XML, "<x/>");
        Files.createDirectory(norddjurs.root.resolve("til_sind/" + XML + MARKER));
        somePolls();
        assertThat(silkeborg.names("UD")).containsExactly("behandlet", CSV);
        assertThat(norddjurs.names("til_sind")).containsExactly(XML, XML + MARKER);
        verify(routes.submissions, never()).store(any(), any());
        verify(routes.submissions, never()).refuse(any(), any(), any());
    }

    @Test
    void whenTheDatabaseIsAwayFileAndTriggerStayAndTheNextPollTakesThem() throws Exception {
        AtomicInteger open = countOpenFiles(silkeborg);
        routes.on("store", call -> {
            throw new IllegalStateException("could not store Sagsnr;x of " + CSV);
        });
        putCsv("Sagsnr;x");
        verify(routes.submissions, timeout(10_000).times(1)).store(any(), any());
        await().until(() -> routes.logged().size() >= 3);
        assertThat(silkeborg.names("UD")).containsExactly("behandlet", CSV, CSV + ".trigger");
        assertThat(routes.logged())
                .allMatch(("WARN silkeborg-fetch-files: not taken, tried again with the next poll "
                        + "(IllegalStateException)")::equals);
        routes.forget();
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2);
        await().untilAsserted(() -> assertThat(open).hasValue(0));
    }

    @Test
    void aFileStoredThatCannotBeMovedIsNotStoredAgain() throws Exception {
        silkeborg.reset("UD", "IND");
        putCsv("Sagsnr;x");
        await().until(() -> routes.logged().size() >= 3);
        assertThat(routes.stored).hasSize(1);
        assertThat(silkeborg.names("UD")).containsExactly(CSV, CSV + ".trigger");
        assertThat(routes.logged())
                .allMatch("WARN silkeborg: 1 file left for the next poll (no such file or folder)"::equals);
        Files.createDirectory(silkeborg.root.resolve("UD/behandlet"));
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2);
        assertThat(routes.stored).hasSize(1);
    }

    @Test
    void whatAKilledNodeStoredAndDidNotComeToPutAsideIsPutAsideByTheNextWithoutBeingStoredAgain() throws Exception {
        routes.on("take", call -> false);
        somePolls();
        putCsv("Sagsnr;x");
        norddjurs.put("til_sind/" + XML, "<its marker is gone/>");
        silkeborg.put("UD/henvisning_20240201_02.csv", "its trigger is to come");
        List<String> asked = new CopyOnWriteArrayList<>();
        routes.on("hasTaken", call -> {
            Supplier<byte[]> content = call.getArgument(4);
            asked.add(call.getArgument(1) + " " + HexFormat.of().formatHex(content.get(), 0, 4));
            return !call.getArgument(1).equals("henvisning_20240201_02.csv");
        });
        routes.on("take", call -> true);
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2
                && norddjurs.names("til_sind").isEmpty());
        somePolls();
        assertThat(silkeborg.names("UD/behandlet")).containsExactly(CSV, CSV + ".trigger");
        assertThat(silkeborg.names("UD")).containsExactly("behandlet", "henvisning_20240201_02.csv");
        assertThat(asked)
                .containsExactlyInAnyOrder(CSV + " f31d51b5", XML + " bb18b55a", "henvisning_20240201_02.csv c09a8794");
        assertThat(routes.stored).isEmpty();

        putCsv("Sagsnr;x");
        await().until(() -> silkeborg.names("UD/behandlet").size() == 4);
        assertThat(routes.stored).as("sent again while this node polls").hasSize(1);
    }

    @Test
    void aFileWhoseTriggerHasBeenMovedFollowsItUnderTheSameName() throws Exception {
        routes.on("take", call -> false);
        somePolls();
        silkeborg.put("UD/" + CSV, "Sagsnr;x");
        silkeborg.put("UD/behandlet/" + CSV + ".trigger", "moved before the kill");
        routes.on("hasTaken", call -> true);
        routes.on("take", call -> true);
        await().until(() -> silkeborg.names("UD/behandlet").size() == 2);
        assertThat(silkeborg.names("UD/behandlet")).containsExactly(CSV, CSV + ".trigger");
    }

    @Test
    void aFileOfTheSameNamePutAsideEarlierIsNotOverwritten() throws Exception {
        silkeborg.put("UD/behandlet/" + CSV, "earlier");
        silkeborg.put("UD/behandlet/henvisning_20240201_01.2.csv.trigger", "earlier");
        putCsv("Sagsnr;x");
        await().until(() -> silkeborg.names("UD").size() == 1);
        assertThat(silkeborg.names("UD/behandlet"))
                .containsExactly(
                        "henvisning_20240201_01.2.csv.trigger",
                        "henvisning_20240201_01.3.csv",
                        "henvisning_20240201_01.3.csv.trigger",
                        CSV);
        assertThat(silkeborg.read("UD/behandlet/" + CSV)).isEqualTo("earlier");
    }

    @Test
    void aFileReplacedBeforeItsDownloadIsStoredAsItIsNow() throws Exception {
        AtomicBoolean replaced = new AtomicBoolean();
        norddjurs.listen(new SftpEventListener() {
            @Override
            public void opening(ServerSession session, String remoteHandle, Handle handle) throws IOException {
                if (handle.getFile().endsWith(XML) && replaced.compareAndSet(false, true)) {
                    putXml(XML, "<longer/>");
                }
            }
        });
        putXml(XML, "<x/>");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(replaced).isTrue();
        assertThat(routes.stored.get(routes.stored.size() - 1).content())
                .asString(UTF_8)
                .isEqualTo("<longer/>");
    }

    @Test
    void aFileWhoseCommitCameThroughWithoutAnAnswerIsNotTakenAgain() throws Exception {
        routes.on("store", call -> {
            routes.store(call.getArgument(0), call.getArgument(1));
            throw new IllegalStateException("the connection was lost");
        });
        routes.on("hasTaken", call -> !routes.stored.isEmpty());
        putXml(XML, "<x/>");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(routes.stored).hasSize(1);
    }

    @Test
    void aFileReplacedWhileItWasStoredIsLeftAndTakenByTheNextPoll() throws Exception {
        routes.on("store", call -> {
            Object id = routes.store(call.getArgument(0), call.getArgument(1));
            if (routes.stored.size() == 1) {
                putXml(XML, "<y/>");
                norddjurs.age("til_sind/" + XML, Instant.parse("2024-02-01T06:00:00Z"));
            }
            return id;
        });
        putXml(XML, "<x/>");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(routes.stored)
                .extracting(one -> new String(one.content(), UTF_8))
                .containsExactly("<x/>", "<y/>");
        assertThat(routes.logged())
                .containsExactly("INFO norddjurs: a file changed while it was being stored; what is there now is "
                        + "another submission");
    }

    @Test
    void aServerThatAllowsOneChannelOnlyIsServedToo() throws Exception {
        try {
            norddjurs.restartWithChannels(1);
            putXml(XML, "<x/>");
            await().until(() -> norddjurs.names("til_sind").isEmpty());
            assertThat(routes.stored).hasSize(1);
        } finally {
            norddjurs.restartWithChannels(Integer.MAX_VALUE);
        }
    }

    @Test
    void aDownloadThatEndsEarlyIsNotStored() throws Exception {
        norddjurs.longestRead = 3;
        putXml(XML, "<x/>");
        await().until(() -> routes.logged().size() >= 2);
        assertThat(routes.stored).isEmpty();
        assertThat(norddjurs.names("til_sind")).containsExactly(XML, XML + MARKER);
        norddjurs.longestRead = Long.MAX_VALUE;
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(routes.stored)
                .singleElement()
                .satisfies(one -> assertThat(one.content()).asString(UTF_8).isEqualTo("<x/>"));
    }

    @Test
    void aConnectionLostInADownloadIsMadeAnewByTheNextPoll() throws Exception {
        AtomicBoolean lost = new AtomicBoolean();
        norddjurs.listen(new SftpEventListener() {
            @Override
            public void open(ServerSession session, String remoteHandle, Handle handle) {
                if (handle.getFile().endsWith(XML) && lost.compareAndSet(false, true)) {
                    session.close(true);
                }
            }
        });
        putXml(XML, "<x/>");
        putXml("RAMPE_202402020600.xml", "<z/>");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(lost).isTrue();
        assertThat(routes.stored).hasSize(2);
        assertThat(routes.logged()).allMatch(line -> line.matches("WARN norddjurs[^\\n]*") && !line.contains("RAMPE_"));
    }

    @Test
    void CVE_2026_79983_namesThatNobodyAgreedOnAreNeverTouched() throws Exception {
        Map<String, String> lies = Map.of(
                "RAMPE_1.xml", "../RAMPE_202402010601.xml",
                "RAMPE_2.xml", "/RAMPE_202402010602.xml",
                "RAMPE_3.xml", "x/../RAMPE_202402010603.xml",
                "RAMPE_4.xml", "RAMPE_202402010604.xml\nx",
                "RAMPE_5.xml", "RAMPE_202402010605.xml\0",
                "RAMPE_6.xml", "rampe_202402010606.XML",
                "RAMPE_7.xml", "a".repeat(255));
        List<String> touched = new CopyOnWriteArrayList<>();
        norddjurs.listen(new SftpEventListener() {
            @Override
            public void opening(ServerSession session, String remoteHandle, Handle handle) {
                if (!(handle instanceof DirectoryHandle)) {
                    touched.add(handle.getFile().getFileName().toString());
                }
            }

            @Override
            public void removing(ServerSession session, Path path, boolean isDirectory) {
                touched.add(path.getFileName().toString());
            }
        });
        norddjurs.listedName = name -> {
            String plain = name.replace(MARKER, "");
            return name.replace(plain, lies.getOrDefault(plain, plain));
        };
        for (String name : lies.keySet()) {
            putXml(name, "<x/>");
        }
        putXml("RAMPE_202402010607.xml.bak", "<x/>");
        Files.createDirectory(norddjurs.root.resolve("til_sind/RAMPE_202402010608.xml"));
        norddjurs.put("til_sind/RAMPE_202402010608.xml" + MARKER, "");
        somePolls();
        putXml(XML, "<good/>");
        await().until(() -> !norddjurs.names("til_sind").contains(XML));
        assertThat(touched).containsOnly(XML, XML + MARKER);
        assertThat(routes.stored).hasSize(1);
        assertThat(norddjurs.names("til_sind")).hasSize(2 * (lies.size() + 2));
        assertThat(norddjurs.names("")).containsExactly("fra_sind", "til_sind");
        assertThat(routes.logged()).isEmpty();
    }

    @Test
    void asManyFilesAsThereAreMunicipalitiesComeInWithinSeconds() throws Exception {
        routes.on("take", call -> !call.getArgument(0).equals("poll norddjurs"));
        somePolls();
        for (int i = 0; i < 98; i++) {
            putXml("RAMPE_2024020106%02d.xml".formatted(i), "<x>" + i + "</x>");
        }
        routes.forget();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(routes.stored).hasSize(98);
    }

    @Test
    void aNodeWithoutTheLeaseDoesNotPoll() throws Exception {
        routes.on("take", call -> false);
        somePolls();
        putCsv("Sagsnr;x");
        somePolls();
        assertThat(routes.stored).isEmpty();
        assertThat(routes.logged()).isEmpty();
        routes.on("take", call -> true);
        await().until(() -> routes.stored.size() == 1);
        verify(routes.lease, atLeast(1)).take("poll silkeborg");
    }

    private static AtomicInteger countOpenFiles(PartnerServer server) {
        AtomicInteger open = new AtomicInteger();
        server.listen(new SftpEventListener() {
            @Override
            public void open(ServerSession session, String remoteHandle, Handle handle) {
                open.addAndGet(handle instanceof DirectoryHandle ? 0 : 1);
            }

            @Override
            public void closed(ServerSession session, String remoteHandle, Handle handle, Throwable thrown) {
                open.addAndGet(handle instanceof DirectoryHandle ? 0 : -1);
            }
        });
        return open;
    }
}
