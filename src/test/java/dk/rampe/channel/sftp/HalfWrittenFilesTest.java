package dk.rampe.channel.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
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

/** The hub looks at files of Silkeborg's and Norddjurs' at every stage of their being written. */
class HalfWrittenFilesTest {

    private static final String MARKER = ".klar_til_processering";
    private static final int STAGES = 6;
    private static final int LENGTH = 120_000;
    private static final Instant LONG_AGO = Instant.parse("2024-02-01T06:00:00Z");

    @TempDir
    static Path folder;

    private static PartnerServer silkeborg;
    private static PartnerServer norddjurs;
    private static RunningRoutes routes;

    @BeforeAll
    static void start() throws Exception {
        silkeborg = new PartnerServer(folder.resolve("silkeborg"));
        norddjurs = new PartnerServer(folder.resolve("norddjurs"));
        silkeborg.reset("UD/behandlet", "IND");
        norddjurs.reset("til_sind", "fra_sind");
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
        silkeborg.reset("UD/behandlet", "IND");
        norddjurs.reset("til_sind", "fra_sind");
        somePolls();
        routes.forget();
    }

    private static void somePolls() {
        clearInvocations(routes.lease);
        verify(routes.lease, timeout(20_000).atLeast(2)).take(eq("poll silkeborg"));
        verify(routes.lease, timeout(20_000).atLeast(2)).take(eq("poll norddjurs"));
    }

    /** Lines that all tell which version they are of. */
    private static byte[] version(int number, int length) {
        byte[] content = new byte[length];
        Arrays.fill(content, (byte) ('a' + number % 26));
        return content;
    }

    /** How a partner writes a file; what makes it complete comes after the last stage. */
    private enum Writing {
        /** Under its own name, the trigger after it. */
        TRIGGER_AFTERWARDS,
        /** Under its own name, the marker after it. */
        MARKER_AFTERWARDS,
        /** Under another name, renamed when complete, the marker after it. */
        RENAMED,
        /** Under another name, over an older version without a marker. */
        RENAMED_OVER_AN_OLDER_ONE
    }

    private record Written(Writing writing, int number, byte[] content) {

        String name() {
            return writing == Writing.TRIGGER_AFTERWARDS
                    ? "henvisning_20240201_%02d.csv".formatted(number)
                    : "RAMPE_2024%d%07d.xml".formatted(writing.ordinal(), number);
        }

        private PartnerServer server() {
            return writing == Writing.TRIGGER_AFTERWARDS ? silkeborg : norddjurs;
        }

        private String folder() {
            return writing == Writing.TRIGGER_AFTERWARDS ? "UD/" : "til_sind/";
        }

        void write(int stage) throws IOException {
            boolean renamed = writing.ordinal() >= Writing.RENAMED.ordinal();
            Path file = server().root.resolve(folder() + name());
            if (stage == 0 && writing == Writing.RENAMED_OVER_AN_OLDER_ONE) {
                server().put(folder() + name(), version(25, 1000));
            }
            Path part = renamed ? file.resolveSibling(name() + ".part") : file;
            byte[] slice = Arrays.copyOfRange(content, LENGTH * stage / STAGES, LENGTH * (stage + 1) / STAGES);
            Files.write(part, slice, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (renamed && stage == STAGES - 1) {
                server().put(folder() + name(), content);
                Files.delete(part);
            }
        }

        void complete() throws IOException {
            boolean trigger = writing == Writing.TRIGGER_AFTERWARDS;
            server().put(
                            folder() + name() + (trigger ? ".trigger" : MARKER),
                            trigger ? Triggers.of(name(), LENGTH) : "");
        }
    }

    @Test
    void aFileIsTakenWhenItIsCompleteInWhateverWayItIsWritten() throws Exception {
        int each = Form.of(5, 20);
        List<Written> files = Arrays.stream(Writing.values())
                .flatMap(writing -> IntStream.range(0, each).mapToObj(i -> new Written(writing, i, version(i, LENGTH))))
                .toList();
        int looks = 0;
        for (int stage = 0; stage < STAGES; stage++) {
            for (Written file : files) {
                file.write(stage);
            }
            somePolls();
            looks += files.size();
            assertThat(routes.stored).isEmpty();
        }
        for (Written file : files) {
            file.complete();
        }
        await().until(() -> routes.stored.size() == files.size());
        for (Written file : files) {
            assertThat(routes.stored)
                    .filteredOn(one -> one.incoming().name().equals(file.name()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.content()).isEqualTo(file.content()));
        }
        assertThat(routes.logged()).isEmpty();
        Reliability.held(
                Promise.HALF_WRITTEN,
                "files written slowly: trigger afterwards, marker afterwards, renamed, renamed over an older one",
                "%d files, looked at in %d stages each".formatted(files.size(), STAGES),
                "0 taken in %d looks at half-written ones, each taken whole and once".formatted(looks));
    }

    @Test
    void aListingThatBreaksOffBecauseAFileWasJustRenamedIsAskedForAgain() throws Exception {
        AtomicInteger listings = new AtomicInteger();
        AtomicBoolean isBroken = new AtomicBoolean(true);
        norddjurs.listen(new SftpEventListener() {
            @Override
            public void open(ServerSession session, String remoteHandle, Handle opened) {
                listings.addAndGet(opened instanceof DirectoryHandle ? 1 : 0);
            }

            @Override
            public void readingEntries(ServerSession session, String remoteHandle, DirectoryHandle folder)
                    throws IOException {
                if (isBroken.get() && listings.get() % 3 != 0) {
                    throw new NoSuchFileException("RAMPE_202400000000.xml.part");
                }
            }
        });
        norddjurs.put("til_sind/RAMPE_202400000000.xml", version(0, LENGTH));
        norddjurs.put("til_sind/RAMPE_202400000000.xml" + MARKER, "");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        isBroken.set(false);
        assertThat(listings).hasValueGreaterThanOrEqualTo(3);
        assertThat(routes.stored).singleElement().satisfies(one -> assertThat(one.content())
                .isEqualTo(version(0, LENGTH)));
        assertThat(routes.logged()).isEmpty();
    }

    /** When and how a file that has its marker is replaced. */
    private enum Replacement {
        BY_RENAME_BEFORE_ITS_DOWNLOAD,
        BY_RENAME_IN_ITS_DOWNLOAD,
        IN_PLACE_BEFORE_ITS_DOWNLOAD,
        IN_PLACE_IN_ITS_DOWNLOAD,
        IN_PLACE_WITH_ONE_OF_THE_SAME_LENGTH;

        boolean isInDownload() {
            return ordinal() % 2 == 1 || this == IN_PLACE_WITH_ONE_OF_THE_SAME_LENGTH;
        }
    }

    @Test
    void aFileThatIsReplacedWhileItIsFetchedIsNeverStoredAsAMixtureAndItsLastVersionIsTaken() throws Exception {
        int times = Form.of(1, 10);
        for (Replacement replacement : Replacement.values()) {
            for (int i = 0; i < times; i++) {
                replaced(replacement, i);
            }
        }
        int trials = times * Replacement.values().length;
        Reliability.held(
                Promise.HALF_WRITTEN,
                "a file with its marker is replaced, by rename and in place, between listing and download and in the download",
                trials + " replacements",
                "0 mixtures stored, each last version taken whole");
    }

    private void replaced(Replacement replacement, int number) throws Exception {
        String name = "RAMPE_2024%08d.xml".formatted(number);
        String path = "til_sind/" + name;
        byte[] first = version(1, LENGTH);
        byte[] last = version(2, replacement == Replacement.IN_PLACE_WITH_ONE_OF_THE_SAME_LENGTH ? LENGTH : LENGTH + 7);
        AtomicBoolean due = new AtomicBoolean(true);
        norddjurs.reset("til_sind", "fra_sind");
        routes.forget();
        norddjurs.listen(new SftpEventListener() {
            @Override
            public void opening(ServerSession session, String remoteHandle, Handle handle) throws IOException {
                if (!replacement.isInDownload() && handle.getFile().endsWith(name)) {
                    replace();
                }
            }

            @Override
            public void reading(
                    ServerSession session, String remote, FileHandle file, long at, byte[] data, int offset, int n)
                    throws IOException {
                if (replacement.isInDownload() && file.getFile().endsWith(name) && at > LENGTH / 2) {
                    replace();
                }
            }

            private void replace() throws IOException {
                if (!due.getAndSet(false)) {
                    return;
                }
                if (replacement.name().startsWith("BY_RENAME")) {
                    norddjurs.put(path, last);
                } else {
                    Files.write(norddjurs.root.resolve(path), last);
                }
            }
        });
        Files.write(norddjurs.root.resolve("part"), first);
        norddjurs.age("part", LONG_AGO);
        Files.move(norddjurs.root.resolve("part"), norddjurs.root.resolve(path));
        norddjurs.put(path + MARKER, "");
        await().until(() -> norddjurs.names("til_sind").isEmpty());
        assertThat(due).isFalse();
        assertThat(routes.stored).as("%s", replacement).isNotEmpty().allSatisfy(one -> assertThat(one.content())
                .isIn(first, last));
        assertThat(routes.stored.get(routes.stored.size() - 1).content()).isEqualTo(last);
    }
}
