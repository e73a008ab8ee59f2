package dk.rampe.channel.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dk.rampe.delivery.Delivery;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a provider is owed goes to a real broker: a batch at once, and one by one when that does not go. */
@ExtendWith(OutputCaptureExtension.class)
class DispatchedMessagesTest {

    private final PlayedHub hub = new PlayedHub();
    private RunningEdge edge;

    @BeforeEach
    void start() throws Exception {
        edge = RunningEdge.start(
                hub,
                List.of("claims", "renderings", "outbox"),
                "dispatch-messages",
                "deliver-messages-together",
                "send-messages",
                "deliver-messages",
                "send-message");
    }

    @AfterEach
    void stop() throws Exception {
        edge.close();
    }

    @Test
    void aBatchIsSentAsOneAndMarkedAsOne() throws JMSException {
        hub.owe(deliveries("a", 200));
        await().until(() -> !hub.done.isEmpty());
        assertThat(hub.done).containsExactly("200 together");
        List<Message> messages = received(200);
        assertThat(messages)
                .extracting(message -> message.getStringProperty("_AMQ_DUPL_ID"))
                .doesNotHaveDuplicates();
        for (Message message : messages) {
            assertThat(message.getStringProperty("JMSXGroupID"))
                    .isEqualTo("case of " + message.getStringProperty("_AMQ_DUPL_ID"));
            assertThat(message.getBody(String.class))
                    .isEqualTo("{\"id\":\"%s\"}".formatted(message.getStringProperty("_AMQ_DUPL_ID")));
        }
        assertThat(received(1)).isEmpty();
    }

    @Test
    void whileBatchesAreFullTheNextIsClaimedAtOnce() {
        hub.begunAt.clear();
        for (int i = 0; i < 20; i++) {
            hub.owe(deliveries("batch " + i, 200));
        }
        await().until(() -> hub.done.size() == 20);
        // with the pause between two looks of the route no two would begin within it, however quick the machine
        assertThat(IntStream.range(1, 20).map(i -> (int) ((hub.begunAt.get(i) - hub.begunAt.get(i - 1)) / 1_000_000)))
                .as("milliseconds between two batches")
                .anyMatch(pause -> pause < 1000);
    }

    @Test
    void whatTheBrokerHasAlreadyDoesNotKeepTheOthersFromIt(CapturedOutput output) throws JMSException {
        hub.owe(deliveries("a", 1));
        await().until(() -> hub.done.size() == 1);
        List<PlayedDelivery> again = new ArrayList<>(deliveries("b", 3));
        again.add(1, deliveries("a", 1).get(0));
        hub.owe(again);
        await().until(() -> hub.done.size() == 5);
        assertThat(hub.done).containsExactly("1 together", "b 0 sent", "a 0 sent", "b 1 sent", "b 2 sent");
        assertThat(received(4))
                .extracting(message -> message.getStringProperty("_AMQ_DUPL_ID"))
                .containsExactly("a 0", "b 0", "b 1", "b 2");
        assertThat(received(1)).isEmpty();
        assertThat(output).doesNotContain("{\"id\"");
    }

    @Test
    void aDeliveryThatCannotBeRenderedFailsAloneAndNothingGoesOutTwice(CapturedOutput output) throws JMSException {
        hub.broken.add("a 1");
        hub.owe(deliveries("a", 3));
        await().until(() -> hub.done.size() == 3);
        assertThat(hub.done).containsExactly("a 0 sent", "a 1 failed", "a 2 held back");
        assertThat(received(1))
                .extracting(message -> message.getStringProperty("_AMQ_DUPL_ID"))
                .containsExactly("a 0");
        assertThat(received(1)).isEmpty();
        assertThat(output).doesNotContain("a name from inside");
    }

    @Test
    void whenItCannotBeNotedThatABatchWasSentEachIsSentAgainUnderItsId() throws JMSException {
        hub.notesFail = true;
        hub.owe(deliveries("a", 3));
        await().until(() -> hub.done.size() == 3);
        assertThat(hub.done).containsExactly("a 0 sent", "a 1 sent", "a 2 sent");
        assertThat(received(3)).hasSize(3);
        assertThat(received(1)).isEmpty();
    }

    private static List<PlayedDelivery> deliveries(String batch, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> batch + " " + i)
                .map(id -> new PlayedDelivery(id, "case of " + id, Delivery.Kind.CASE))
                .toList();
    }

    /** At most so many, in the order of the queue. */
    private List<Message> received(int most) throws JMSException {
        List<Message> messages = new ArrayList<>();
        try (JMSContext context = edge.connections().createContext()) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("cases"));
            while (messages.size() < most) {
                Message message = consumer.receive(500);
                if (message == null) {
                    return messages;
                }
                messages.add(message);
            }
        }
        return messages;
    }

    public record PlayedDelivery(String sending, String orderKey, Delivery.Kind kind) {}

    public record PlayedRendering(PlayedDelivery delivery, JsonNode content) {}

    /** What the routes call. */
    public static final class PlayedHub {

        private final Queue<List<PlayedDelivery>> owed = new ConcurrentLinkedQueue<>();
        private final Set<String> broken = ConcurrentHashMap.newKeySet();
        private final List<String> done = new CopyOnWriteArrayList<>();
        private final List<Long> begunAt = new CopyOnWriteArrayList<>();
        private final Set<String> failed = new HashSet<>();
        private volatile boolean notesFail;
        private volatile int lastBatch;

        void owe(List<PlayedDelivery> batch) {
            owed.add(batch);
        }

        public List<PlayedDelivery> claim(String partner) {
            assertThat(partner).isEqualTo("sind");
            List<PlayedDelivery> batch = owed.isEmpty() ? List.of() : owed.remove();
            lastBatch = batch.size();
            failed.clear();
            begunAt.add(System.nanoTime());
            return batch;
        }

        public boolean maybeMore(String partner) {
            return lastBatch == 200;
        }

        public boolean begin(PlayedDelivery delivery) {
            if (!failed.isEmpty()) {
                done.add(delivery.sending() + " held back");
            }
            return failed.isEmpty();
        }

        public List<PlayedRendering> messages(List<PlayedDelivery> deliveries) {
            return deliveries.stream()
                    .map(delivery -> new PlayedRendering(delivery, message(delivery)))
                    .toList();
        }

        public JsonNode message(PlayedDelivery delivery) {
            if (broken.contains(delivery.sending())) {
                throw new IllegalStateException("a name from inside");
            }
            return JsonNodeFactory.instance.objectNode().put("id", delivery.sending());
        }

        public void allSent(List<PlayedDelivery> deliveries) {
            if (notesFail) {
                throw new IllegalStateException("a name from inside");
            }
            done.add(deliveries.size() + " together");
        }

        public void sent(PlayedDelivery delivery) {
            done.add(delivery.sending() + " sent");
        }

        public void failed(PlayedDelivery delivery, Exception cause) {
            failed.add(delivery.sending());
            done.add(delivery.sending() + " failed");
        }

        public void renamed(PlayedDelivery delivery, String name) {
            throw new AssertionError("no file here");
        }
    }
}
