package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.sandbox.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The broker is killed again and again while files come in, cases go out and progress is sent: nothing is lost and
 * nothing has happened twice, at the hub as at a provider whose client is not ours.
 */
class BrokerKillsTest {

    private static final List<Integer> KILLED_AFTER_CASES = List.of(10, 40, 80);
    private static final int KILLED_AMONG_EVENTS = Form.of(3, 17);

    /** The provider is this far ahead of the hub, so that a kill meets both at work. */
    private static final int AHEAD = 30;

    private static final String TAKEN =
            "select count(*) from submission where partner = 'sind' and state <> 'DUPLICATE'";
    private static final Duration OFTEN = Duration.ofMillis(10);

    @TempDir
    Path work;

    @Test
    void killsLoseNothingAndDoubleNothing() throws Exception {
        List<String> events = AmqpProvider.sampleEvents();
        try (BrokerProcess broker = new BrokerProcess(work.resolve("broker"))) {
            broker.start();
            try (Hub hub = Hub.start(work.resolve("data"), Hub.noon(), broker.hubSettings());
                    AmqpProvider provider = new AmqpProvider(broker.provider())) {
                provider.sendNoMoreThan(AHEAD);
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> provider.send(events));
                for (int cases : KILLED_AFTER_CASES) {
                    await().pollInterval(OFTEN).until(() -> provider.received().size() >= cases);
                    broker.kill();
                    broker.start();
                }
                for (int kill = 1; kill <= KILLED_AMONG_EVENTS; kill++) {
                    int eventsTaken = events.size() * kill / (KILLED_AMONG_EVENTS + 1);
                    await().pollInterval(OFTEN).until(() -> {
                        long taken = hub.count(TAKEN);
                        provider.sendNoMoreThan(taken + AHEAD);
                        return taken >= eventsTaken;
                    });
                    broker.kill();
                    broker.start();
                }
                provider.sendNoMoreThan(events.size());
                sending.get(5, TimeUnit.MINUTES);
                hub.awaitWorkedThrough(events.size());
                await().untilAsserted(() -> provider.assertHoldsAllThatWasSent(hub));

                provider.assertInOrderPerCase();
                assertThat(CaseBook.of(hub)).isEqualTo(CaseBook.ofTheSamples());
                assertThat(hub.count("select count(*) from delivery where state in ('FAILED', 'REJECTED')"))
                        .isZero();
                Reliability.held(
                        Promise.KILLS,
                        "kill -9 of the broker while cases go out and events come in; the provider's client is not ours",
                        KILLED_AFTER_CASES.size() + KILLED_AMONG_EVENTS + " kills",
                        "%d events and %d cases, each once, in order per case; %d cases and %d events came again and changed nothing"
                                .formatted(
                                        events.size(),
                                        provider.byMessageId().size(),
                                        provider.receivedAgain(),
                                        hub.count("select count(*) from submission where state = 'DUPLICATE'")));
            }
        }
    }
}
