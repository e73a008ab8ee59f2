package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.delivery.Withdrawals;
import dk.rampe.delivery.Withdrawals.Withdrawal;
import dk.rampe.sandbox.BrokerProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages that the provider has not fetched and must not fetch any more. */
class WithdrawnTest {

    @TempDir
    Path work;

    @Test
    void theProviderNeverGetsWhatWasWithdrawnAndEverythingElse() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(work.resolve("broker"))) {
            broker.start();
            try (Hub hub = Hub.start(work.resolve("data"), Hub.noon(), broker.hubSettings())) {
                hub.awaitWorkedThrough(0);
                String twice = hub.strings("""
                                select participation_id from delivery where kind = 'CASE' and state = 'SENT'
                                group by 1 having count(*) > 1 order by 1""").get(0);
                List<String> its = hub.strings("select id from delivery where kind = 'CASE' and participation_id = '"
                        + twice + "' order by number");
                String last = its.get(its.size() - 1);

                broker.kill();
                hub.bean(Withdrawals.class)
                        .add(new Withdrawal(UUID.fromString(twice), "sind", UUID.fromString(last)), Duration.ZERO);
                broker.start();
                hub.awaitCount("select count(*) from broker_withdrawal", 0);

                List<String> expected = new ArrayList<>(hub.strings("select id from delivery where kind = 'CASE'"));
                expected.removeAll(its.subList(0, its.size() - 1));
                try (AmqpProvider provider = new AmqpProvider(broker.provider())) {
                    await().untilAsserted(() ->
                            assertThat(provider.byMessageId().keySet()).containsExactlyInAnyOrderElementsOf(expected));
                }
            }
        }
    }
}
