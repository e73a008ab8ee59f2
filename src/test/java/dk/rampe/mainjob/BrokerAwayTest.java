package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Form;
import dk.rampe.sandbox.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.HealthEndpoint;

/** The hub goes on while its broker, a process of its own, is not there. */
class BrokerAwayTest {

    private static final Duration AWAY = Form.of(Duration.ofSeconds(15), Duration.ofMinutes(3));

    @TempDir
    Path work;

    @Test
    void filesAreTakenWithoutABrokerAndEverythingArrivesOnceItIsThere() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(work.resolve("broker"))) {
            try (Hub hub = Hub.start(work.resolve("data"), Hub.noon(), broker.hubSettings());
                    AmqpProvider provider = new AmqpProvider(broker.provider())) {
                hub.awaitCount("select count(*) from delivery where kind = 'RECEIPT' and state = 'SENT'", 12);
                assertThat(hub.count("select count(*) from delivery where kind = 'CASE' and state <> 'PENDING'"))
                        .isZero();
                assertThat(health(hub)).isEqualTo("DEGRADED");

                broker.start();
                await().until(() -> provider.received().size() > 20);
                broker.kill();
                await().until(() -> health(hub).equals("DEGRADED"));
                List<String> events = AmqpProvider.sampleEvents();
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> provider.send(events));
                await().pollDelay(AWAY).atMost(AWAY.plusSeconds(10)).until(() -> true);
                broker.start();

                sending.join();
                hub.awaitWorkedThrough(events.size());
                await().untilAsserted(() -> provider.assertHoldsAllThatWasSent(hub));
                provider.assertInOrderPerCase();
                assertThat(CaseBook.of(hub)).isEqualTo(CaseBook.ofTheSamples());
                assertThat(health(hub)).isEqualTo("UP");
                broker.kill();
            }
            assertTheLogIsNoFlood();
        }
    }

    private static String health(Hub hub) {
        return hub.bean(HealthEndpoint.class).health().getStatus().getCode();
    }

    /** Away and back are two lines each, and while it lasts there is one a minute. */
    private void assertTheLogIsNoFlood() throws IOException {
        List<String> told = Files.readAllLines(work.resolve("data.log")).stream()
                .filter(line -> line.matches(".*(WARN|ERROR).*|.*the broker is back.*|.*go out again.*"))
                .toList();
        assertThat(told).hasSizeBetween(6, 12 + (int) AWAY.toMinutes()).noneMatch(line -> line.contains("ERROR"));
    }
}
