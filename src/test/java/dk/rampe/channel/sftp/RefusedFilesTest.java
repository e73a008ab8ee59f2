package dk.rampe.channel.sftp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;

import dk.rampe.mapping.Fault;
import dk.rampe.submission.Incoming;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Silkeborg's files whose trigger does not say the right things. */
class RefusedFilesTest {

    private static final String CSV = "henvisning_20240201_01.csv";
    private static final Instant WRITTEN = Instant.parse("2024-02-01T08:00:00Z");

    @TempDir
    static Path folder;

    private static PartnerServer silkeborg;
    private static RunningRoutes routes;

    private record Refusal(Incoming incoming, String look, List<String> codes) {}

    private final List<Refusal> refusals = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        silkeborg = new PartnerServer(folder);
        silkeborg.reset("UD/behandlet", "IND");
        routes = new RunningRoutes(Map.of("silkeborg", silkeborg));
    }

    @AfterAll
    static void stop() throws Exception {
        routes.close();
        silkeborg.close();
    }

    @BeforeEach
    void forget() throws Exception {
        silkeborg.reset("UD/behandlet", "IND");
        somePolls();
        routes.forget();
        routes.on("refuse", call -> {
            List<Fault> faults = call.getArgument(2);
            refusals.add(new Refusal(
                    call.getArgument(0),
                    new String(call.<byte[]>getArgument(1), UTF_8),
                    faults.stream().map(Fault::code).toList()));
            return true;
        });
    }

    private static void somePolls() {
        clearInvocations(routes.lease);
        verify(routes.lease, timeout(10_000).atLeast(4)).take(eq("poll silkeborg"));
    }

    @Test
    void aFileWhoseTriggerSaysOtherwiseIsRefusedAndLeftAlone() throws Exception {
        silkeborg.put("UD/" + CSV, "Sagsnr;x", WRITTEN);
        silkeborg.put("UD/" + CSV + ".trigger", Triggers.of("other.csv", "9", "SOMEBODY", "SOMEBODY"));
        await().until(() -> !refusals.isEmpty());
        assertThat(refusals.get(0).codes()).containsExactly("R-2201", "R-2202", "R-2203", "R-2204");
        assertThat(refusals.get(0).incoming())
                .isEqualTo(new Incoming("silkeborg", "SFTP", "henvisning", CSV, 8L, WRITTEN, "SF-1", "20240201_01"));
        verify(routes.submissions, never()).store(any(), any());
        assertThat(silkeborg.names("UD")).containsExactly("behandlet", CSV, CSV + ".trigger");
        assertThat(routes.logged()).isEmpty();
    }

    @Test
    void anEndlessTriggerIsUnreadableAtOnce() throws Exception {
        silkeborg.put("UD/" + CSV, "Sagsnr;x");
        String endless = Triggers.of("x".repeat(10 << 20), 8);
        silkeborg.put("UD/" + CSV + ".trigger", endless);
        await().atMost(Duration.ofSeconds(8)).until(() -> !refusals.isEmpty());
        assertThat(refusals.get(0).codes()).containsExactly("R-2205");
    }

    @Test
    void aTriggerThatIsStillBeingWrittenIsNotRefused() throws Exception {
        String trigger = Triggers.of(CSV, 8);
        AtomicInteger reads = new AtomicInteger();
        silkeborg.listen(new SftpEventListener() {
            @Override
            public void closed(ServerSession session, String remoteHandle, Handle handle, Throwable thrown)
                    throws IOException {
                if (handle.getFile().toString().endsWith(".trigger")) {
                    int written = Math.min(8, reads.incrementAndGet() + 1);
                    silkeborg.put("UD/" + CSV + ".trigger", trigger.substring(0, trigger.length() * written / 8));
                }
            }
        });
        silkeborg.put("UD/" + CSV, "Sagsnr;x");
        silkeborg.put("UD/" + CSV + ".trigger", trigger.substring(0, trigger.length() / 8));
        await().until(() -> routes.stored.size() == 1);
        assertThat(reads).hasValueGreaterThanOrEqualTo(8);
        assertThat(refusals).isEmpty();
    }

    @Test
    void itLooksTheSameAtEachPollUntilNameSizeTimeOrTriggerChanges() throws Exception {
        String wrong = Triggers.of(CSV, 99);
        silkeborg.put("UD/" + CSV, "Sagsnr;x");
        silkeborg.put("UD/" + CSV + ".trigger", wrong);
        List<String> looks = new ArrayList<>();
        looks.add(nextLook(looks));

        silkeborg.put("UD/" + CSV, "Sagsnr;xy");
        looks.add(nextLook(looks));
        silkeborg.age("UD/" + CSV, Instant.parse("2024-02-01T06:00:00Z"));
        looks.add(nextLook(looks));
        silkeborg.put("UD/" + CSV + ".trigger", wrong.replace("SF-1", "SF-2"));
        looks.add(nextLook(looks));
        silkeborg.put("UD/henvisning_20240201_02.csv", "Sagsnr;xy");
        silkeborg.age("UD/henvisning_20240201_02.csv", Instant.parse("2024-02-01T06:00:00Z"));
        silkeborg.put("UD/henvisning_20240201_02.csv.trigger", wrong.replace("SF-1", "SF-2"));
        looks.add(nextLook(looks));

        assertThat(looks).doesNotHaveDuplicates();
        int known = refusals.size();
        somePolls();
        assertThat(refusals).hasSizeGreaterThan(known);
        assertThat(refusals.stream().map(Refusal::look).distinct()).containsExactlyElementsOf(looks);
    }

    private String nextLook(List<String> known) {
        return await().until(
                        () -> refusals.stream()
                                .map(Refusal::look)
                                .filter(look -> !known.contains(look))
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull);
    }
}
