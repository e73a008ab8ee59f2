package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.sandbox.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Cases that the provider has not fetched in time. */
class UndeliveredTest {

    private static final Duration EXPIRY = Duration.ofSeconds(2);

    @TempDir
    Path work;

    @Test
    void expiredCasesAreNotedAndArriveWhenAnOperatorLetsThemBeSentAgain() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(work.resolve("broker"))) {
            broker.start();
            try (Hub hub = Hub.start(work.resolve("data"), Hub.noon(), settings(broker))) {
                hub.awaitWorkedThrough(0);
                await().pollDelay(EXPIRY).until(() -> true);
                List<String> sent = hub.strings("select id from delivery where kind = 'CASE' and state = 'SENT'");
                assertThat(sent).hasSizeGreaterThan(100);

                try (AmqpProvider provider = new AmqpProvider(broker.provider())) {
                    hub.awaitCount("select count(*) from delivery where kind = 'CASE' and state = 'SENT'", 0);
                    assertThat(hub.strings("select id from delivery where state = 'FAILED' and answer = 'EXPIRED'"))
                            .containsExactlyInAnyOrderElementsOf(sent);
                    assertThat(provider.received()).isEmpty();

                    hub.bean(JdbcClient.class)
                            .sql("update delivery set state = 'PENDING' where state = 'FAILED'")
                            .update();
                    await().untilAsserted(() ->
                            assertThat(provider.byMessageId().keySet()).containsExactlyInAnyOrderElementsOf(sent));
                    provider.assertInOrderPerCase();
                }
            }
        }
    }

    private static String[] settings(BrokerProcess broker) {
        List<String> settings = new ArrayList<>(List.of(broker.hubSettings()));
        settings.add("rampe.partners.sind.jms.expire-after=" + EXPIRY.toSeconds() + "s");
        return settings.toArray(String[]::new);
    }
}
