package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.delivery.Delivery;
import dk.rampe.submission.ChildHub;
import dk.rampe.submission.SubmissionProcessing;
import dk.rampe.submission.Submissions;
import dk.rampe.submission.TestCases;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Files of unusual size, by the real routes into a real ledger. */
class FetchedAndProcessedTest {

    private static final String CSV = "henvisning_20260201_01.csv";
    private static final String XML = "RAMPE_202602010600.xml";
    private static final int MEGABYTE = 1 << 20;
    private static final boolean IS_WORKED_THROUGH = Form.of(false, true);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @TempDir
    Path folder;

    /** Both jobcentres' servers, and the routes to them. */
    private record Partners(PartnerServer silkeborg, PartnerServer norddjurs, RunningRoutes routes)
            implements AutoCloseable {

        static Partners start(Path folder, Function<Class<?>, Object> rooms) throws Exception {
            PartnerServer silkeborg = new PartnerServer(folder.resolve("silkeborg"));
            PartnerServer norddjurs = new PartnerServer(folder.resolve("norddjurs"));
            silkeborg.reset("UD/behandlet", "IND");
            norddjurs.reset("til_sind", "fra_sind");
            RunningRoutes routes = new RunningRoutes(Map.of("silkeborg", silkeborg, "norddjurs", norddjurs));
            Submissions submissions = (Submissions) rooms.apply(Submissions.class);
            routes.on("store", call -> submissions.store(call.getArgument(0), call.getArgument(1)));
            return new Partners(silkeborg, norddjurs, routes);
        }

        /** Returns when it has been stored and moved. */
        void fetch(Path file) throws IOException {
            long size = Files.size(file);
            Files.move(file, silkeborg.root.resolve("UD/" + CSV));
            silkeborg.put("UD/" + CSV + ".trigger", Triggers.of(CSV, size));
            await().atMost(Duration.ofMinutes(10))
                    .until(() -> silkeborg.names("UD/behandlet").contains(CSV));
        }

        @Override
        public void close() throws Exception {
            routes.close();
            silkeborg.close();
            norddjurs.close();
        }
    }

    @Test
    void anEmptyFileIsTakenAndAnsweredWithACodedReceipt() throws Exception {
        try (Partners partners = Partners.start(folder, hub::bean)) {
            partners.norddjurs.put("til_sind/" + XML, "");
            partners.norddjurs.put("til_sind/" + XML + ".klar_til_processering", "");
            partners.fetch(Files.createFile(folder.resolve("empty")));
            await().until(() -> partners.norddjurs.names("til_sind").isEmpty());
        }
        for (String partner : List.of(TestHub.SILKEBORG, TestHub.NORDDJURS)) {
            UUID id = submission(partner);
            hub.process(id);
            assertThat(hub.state(id)).isEqualTo("REFUSED");
            assertThat(hub.faults(id)).as(partner).matches("R-\\d{4}");
            List<Delivery> receipts = hub.deliver(partner);
            assertThat(receipts).as(partner).isNotEmpty();
            assertThat(receipts.stream().map(receipt -> hub.file(receipt)))
                    .as(partner)
                    .anyMatch(text -> text.contains(hub.faults(id).substring(2)));
        }
        Reliability.held(
                Promise.HALF_WRITTEN,
                "an empty file that is ready, with a trigger and with a marker",
                "2 files",
                "stored, refused whole, answered with a coded receipt each");
    }

    private static UUID submission(String partner) {
        return hub.sql("select id from submission where partner = ?")
                .param(partner)
                .query(UUID.class)
                .single();
    }

    @Test
    void aFileOfTwentyMegabytesIsNeverInMemoryAsAWhole() throws Exception {
        long needed;
        long seconds;
        try (Partners partners = Partners.start(folder, hub::bean)) {
            // what is made once, is made
            heapNeededFor(partners, MEGABYTE);
            hub.empty();
            partners.silkeborg.reset("UD/behandlet", "IND");
            long before = System.nanoTime();
            needed = heapNeededFor(partners, 20 * MEGABYTE);
            seconds = Duration.ofNanos(System.nanoTime() - before).toSeconds();
        }
        UUID id = submission(TestHub.SILKEBORG);
        if (IS_WORKED_THROUGH) {
            assertThat(hub.outcomes(id)).hasSize(lines(20 * MEGABYTE)).containsOnly("ACCEPTED");
        }
        assertThat(hub.state(id)).isEqualTo(IS_WORKED_THROUGH ? "PROCESSED" : "STORED");
        assertThat(hub.count("archive_chunk")).isGreaterThanOrEqualTo(20);
        assertThat(needed).isLessThan(15 * MEGABYTE);
        Reliability.held(
                Promise.HALF_WRITTEN,
                IS_WORKED_THROUGH
                        ? "a file of 20 MB is fetched, stored and worked through"
                        : "a file of 20 MB is fetched and stored",
                lines(20 * MEGABYTE) + " lines",
                "%d s; live heap rose by %.1f MB at most".formatted(seconds, needed / 1e6));
    }

    /** The most that was in use after a collection, over what was in use before, in bytes. */
    private long heapNeededFor(Partners partners, int size) throws Exception {
        Path file = write(folder.resolve("large"), size);
        long before = live();
        AtomicLong most = new AtomicLong(before);
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try {
            watch.scheduleWithFixedDelay(() -> most.accumulateAndGet(live(), Math::max), 0, 300, TimeUnit.MILLISECONDS);
            partners.fetch(file);
            if (IS_WORKED_THROUGH) {
                hub.process(submission(TestHub.SILKEBORG));
            }
        } finally {
            watch.shutdownNow();
        }
        return most.get() - before;
    }

    /** At the end of the collection; a moment later there is what others have made since. */
    private static long live() {
        System.gc();
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** Referrals with as much to say about considerations as is allowed. */
    private static Path write(Path file, int size) throws IOException {
        String considerations = "Ro ".repeat(1333).strip();
        try (Writer out = Files.newBufferedWriter(file, ISO_8859_1)) {
            out.write(TestCases.REFERRAL_HEADER + "\r\n");
            for (int i = 0; i < lines(size); i++) {
                out.write(TestCases.referral(i).replace("Rolige omgivelser", considerations) + "\r\n");
            }
        }
        return file;
    }

    private static int lines(int size) {
        return size / 4096;
    }

    @Test
    @Tag("soak")
    void aFileOfTwoHundredMegabytesGoesThroughAHubOfAQuarterOfAGigabyte() throws Exception {
        long before = System.nanoTime();
        try (ChildHub child = ChildHub.start(hub, Fetching.class, "-Xmx256m")) {
            child.finish(Duration.ofMinutes(20));
        }
        long seconds = Duration.ofNanos(System.nanoTime() - before).toSeconds();
        UUID id = submission(TestHub.SILKEBORG);
        assertThat(hub.state(id)).isEqualTo("PROCESSED");
        assertThat(hub.count("submission_line where outcome = 'ACCEPTED'")).isEqualTo(lines(200 * MEGABYTE));
        Reliability.held(
                Promise.HALF_WRITTEN,
                "a file of 200 MB is fetched, stored and worked through, with -Xmx256m",
                lines(200 * MEGABYTE) + " lines",
                "all accepted, %d s".formatted(seconds));
    }

    /** The whole way in a process of its own; the partner's server is in it too. */
    public static final class Fetching implements ChildHub.Task {

        public Fetching() {}

        @Override
        public void run(ApplicationContext rooms) throws Exception {
            Path folder = Files.createTempDirectory("rampe-large");
            try (Partners partners = Partners.start(folder, rooms::getBean)) {
                partners.fetch(write(folder.resolve("large"), 200 * MEGABYTE));
            } finally {
                FileSystemUtils.deleteRecursively(folder);
            }
            SubmissionProcessing processing = rooms.getBean(SubmissionProcessing.class);
            for (UUID id : processing.waiting()) {
                processing.process(id);
            }
        }
    }
}
