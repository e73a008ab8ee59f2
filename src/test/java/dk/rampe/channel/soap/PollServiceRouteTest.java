package dk.rampe.channel.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The route as it is, over a polling that hangs at one partner and fails at another. */
class PollServiceRouteTest {

    @Test
    void aPartnerThatHangsAndOneThatFailsHoldUpNobodyElse() throws Exception {
        Polling polling = new Polling();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("servicePolling", polling);
            camel.getRegistry().bind("databaseWatch", new Watch());
            for (String file : new String[] {"error-handling", "poll-service"}) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(
                                ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + file + ".camel.yaml"));
            }
            for (String partner : new String[] {"hangs", "fails", "other"}) {
                camel.addRouteFromTemplate(partner + "-poll-service", "poll-service", Map.of("partner", partner));
            }
            camel.start();

            await().atMost(Duration.ofSeconds(30)).until(() -> polling.others.get() > 0 && polling.failures.get() > 0);
            assertThat(polling.hanging.getCount()).isOne();
            polling.hanging.countDown();
        }
    }

    /** In the place of {@link ServicePolling}. */
    public static final class Polling {

        private final CountDownLatch hanging = new CountDownLatch(1);
        private final AtomicInteger others = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();

        public boolean isDue(String partner) {
            return !partner.isEmpty();
        }

        public void poll(String partner) throws InterruptedException {
            switch (partner) {
                case "hangs" -> hanging.await();
                case "fails" -> {
                    failures.incrementAndGet();
                    throw new IllegalStateException("not told");
                }
                default -> others.incrementAndGet();
            }
        }
    }

    /** A database that is well. */
    public static final class Watch {

        public boolean isTrouble(Exception exception) {
            return exception == null;
        }

        public void failed(Exception cause) {
            throw new IllegalStateException(cause);
        }
    }
}
