package dk.rampe.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Form;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} of the hub at random moments while the files of 98 municipalities come in. */
class KillsTest {

    @TempDir
    Path work;

    @Test
    void measure() throws Exception {
        int rows = Integer.getInteger("rows", 100);
        Municipalities all = Municipalities.in(work, rows, "10s");
        long t = System.currentTimeMillis();
        try (Surroundings surroundings = Surroundings.start(
                work.resolve("data"), "--rampe.sandbox.samples=false", all.settings())) {
            System.out.println("surroundings ms " + (System.currentTimeMillis() - t));
            all.send(surroundings);
            List<String> settings = new ArrayList<>(List.of(all.settings(), "--rampe.folders.mappings=" + all.mappings()));
            Municipalities.likeSilkeborg()
                    .forEach(m -> settings.add("--rampe.partners." + m + ".sftp.note-fetched-every=10m"));
            t = System.currentTimeMillis();
            try (HubProcess hub = HubProcess.start(surroundings, settings.toArray(String[]::new))) {
                System.out.println("hub ready ms " + (System.currentTimeMillis() - t));
                t = System.currentTimeMillis();
                for (int i = 0; i < Integer.getInteger("seconds", 120); i++) {
                    Thread.sleep(1000);
                    long left = surroundings.count("select count(*) from delivery where state = 'PENDING' and kind <> 'STATUS'");
                    long lines = surroundings.count("select count(*) from submission_line");
                    long sent = surroundings.count("select count(*) from delivery where state = 'SENT' and kind = 'CASE'");
                    long s = surroundings.count("select count(*) from submission");
                    if (i % 5 == 0) System.out.println((System.currentTimeMillis() - t) + " submissions " + s + " lines " + lines + " sent " + sent + " left " + left);
                    if (lines == 98L * rows && left == 0) break;
                }
            }
        }
    }
}
