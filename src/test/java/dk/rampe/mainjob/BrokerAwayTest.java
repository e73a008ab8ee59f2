package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dk.rampe.Form;
import dk.rampe.partner.DanishTime;
import dk.rampe.sandbox.BrokerProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub goes on while its broker, a process of its own, is not there. */
class BrokerAwayTest {

    @TempDir
    Path work;

    @Test
    void probe() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(work.resolve("broker"))) {
            long t0 = System.currentTimeMillis();
            try (Hub hub = Hub.start(work.resolve("data"), Clock.system(DanishTime.ZONE), broker.hubSettings());
                    AmqpProvider provider = new AmqpProvider(broker.provider())) {
                System.out.println("hub up " + (System.currentTimeMillis() - t0));
                hub.awaitCount("select count(*) from delivery where kind = 'RECEIPT' and state = 'SENT'", 11);
                System.out.println("receipts " + (System.currentTimeMillis() - t0));
                await().pollDelay(Duration.ofSeconds(10)).until(() -> true);
                broker.start();
                System.out.println("broker " + (System.currentTimeMillis() - t0));
                await().until(() ->
                        hub.count("select count(*) from delivery where kind = 'CASE' and state = 'PENDING'") == 0);
                System.out.println("all sent " + (System.currentTimeMillis() - t0));
                broker.kill();
                await().pollDelay(Form.of(Duration.ofSeconds(15), Duration.ofMinutes(3)))
                        .atMost(Duration.ofMinutes(4))
                        .until(() -> true);
            }
            System.out.println("closed " + (System.currentTimeMillis() - t0));
        }
        assertThat(1).isEqualTo(1);
    }
}
