package dk.rampe.submission;

import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Form;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The sample deliveries through the whole intake: files and messages in any order, some twice, four at a time. */
class StoredOrderTest {

    private static final int PERMUTATIONS = Form.of(3, 30);

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void anyOrderOfFilesAndMessagesStoresTheSameCases() throws Exception {
        List<Runnable> arrivals = arrivals();
        List<String> expected = null;
        for (int seed = 0; seed < PERMUTATIONS; seed++) {
            hub.empty();
            arrive(arrivals, new Random(seed));
            assertThat(hub.count("waiting_line")).isZero();
            assertThat(hub.count("submission_line where outcome = 'WAITING'")).isZero();
            List<String> stored = stored();
            assertThat(stored.size()).isEqualTo(expected == null ? stored.size() : expected.size());
            assertThat(expected == null || expected.equals(stored))
                    .as("seed %d", seed)
                    .isTrue();
            expected = stored;
        }
        assertThat(hub.count("participation")).isEqualTo(135);
    }

    private static void arrive(List<Runnable> straight, Random random) throws InterruptedException, ExecutionException {
        List<Runnable> shuffled = new ArrayList<>(straight);
        straight.stream().filter(one -> random.nextInt(10) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            shuffled.forEach(one -> all.add(threads.submit(one)));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Runnable> arrivals() {
        List<Runnable> arrivals = new ArrayList<>();
        SampleTellings.files("silkeborg/UD", ".csv").forEach(file -> arrivals.add(() -> file(SILKEBORG, file)));
        SampleTellings.files("norddjurs/til_sind", ".xml").forEach(file -> arrivals.add(() -> file(NORDDJURS, file)));
        for (byte[] message : SampleTellings.progressMessages()) {
            String event = new String(message, StandardCharsets.UTF_8);
            arrivals.add(() -> hub.progress(event));
        }
        return arrivals;
    }

    private static void file(String partner, Path file) {
        byte[] content = SampleTellings.content(file);
        hub.process(hub.store(
                partner,
                file.getFileName().toString(),
                UUID.nameUUIDFromBytes(content).toString(),
                content));
    }

    /** All that a case says, without what tells of the order in which it came. */
    private static List<String> stored() {
        return hub.sql("""
                        select concat_ws(' ', p.municipality, p.case_number, p.occurrence, p.told - 'contactPersonFrom',
                                         string_agg(concat_ws(' ', e.key, e.kind, e.occurred_on, e.stamp, e.supersedes,
                                                              encode(e.content, 'hex'), v.event_number is not null),
                                                    ', ' order by e.key, e.stamp))
                        from participation p
                        join event e on e.participation_id = p.id
                        left join vault.entry v on v.event_number = e.number
                        group by p.id order by p.municipality, p.case_number, p.occurrence""").query(String.class).list();
    }
}
