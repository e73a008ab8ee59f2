package dk.rampe.channel.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dk.rampe.Form;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Undelivered;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.event.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * The routes at the broker, as they stand in {@code routes/}, with a real broker; the hub behind them is played.
 */
@ExtendWith(OutputCaptureExtension.class)
class BrokerEdgeTest {

    private static final PlayedHub HUB = new PlayedHub();
    private static final List<Map<String, Object>> HEADERS = new CopyOnWriteArrayList<>();

    private static RunningEdge edge;
    private static ConnectionFactory connections;

    @BeforeAll
    static void start() throws Exception {
        edge = RunningEdge.start(
                HUB,
                List.of("progressEvents", "eventsSetAside", "renderings", "outbox"),
                "receive-progress",
                "deliver-messages",
                "send-message",
                "note-undelivered");
        edge.camel().getManagementStrategy().addEventNotifier(new KeepHeaders());
        connections = edge.connections();
    }

    @AfterAll
    static void stop() throws Exception {
        edge.close();
    }

    @BeforeEach
    void forget() {
        HUB.taken.clear();
        HEADERS.clear();
    }

    @Test
    void aDeliveryCarriesItsOrderKeyAndItsIdToTheBrokerAndNothingElse() throws Exception {
        Message sent = deliver(new PlayedDelivery("7d1c", "case-1", Delivery.Kind.CASE), "cases");

        assertThat(sent.getStringProperty("JMSXGroupID")).isEqualTo("case-1");
        assertThat(sent.getStringProperty("_AMQ_DUPL_ID")).isEqualTo("7d1c");
        assertThat(sent.getBody(String.class)).isEqualTo("{\"case\":1}");
        assertThat(Collections.list(sent.getPropertyNames()))
                .allMatch(name -> String.valueOf(name).startsWith("JMSX") || "_AMQ_DUPL_ID".equals(name));
    }

    @Test
    void aDeliverySentAgainIsDroppedByTheBroker() {
        send(new PlayedDelivery("8e2d", "case-2", Delivery.Kind.CASE));
        send(new PlayedDelivery("8e2d", "case-2", Delivery.Kind.CASE));

        try (JMSContext context = connections.createContext()) {
            var consumer = context.createConsumer(context.createQueue("cases"));
            assertThat(consumer.receive(5000)).isNotNull();
            assertThat(consumer.receive(300)).isNull();
        }
    }

    @Test
    void aDeliveryDoesNotLieOnTheBrokerForEver() throws Exception {
        Message sent = deliver(new PlayedDelivery("a04f", "case-4", Delivery.Kind.CASE), "cases");

        assertThat(sent.getJMSExpiration() - sent.getJMSTimestamp()).isEqualTo(60_000);
    }

    @ParameterizedTest
    @CsvSource({
        "e1b0f3a2-0000-4000-8000-000000000001, true, EXPIRED",
        "e1b0f3a2-0000-4000-8000-000000000001/1700000000000, false, DEAD_LETTER",
    })
    void whatComesBackIsNotedOnItsDeliveryAndNotRead(String sending, boolean expired, String reason) {
        comeBack(producer -> {
            producer.setProperty("_AMQ_DUPL_ID", sending);
            if (expired) {
                producer.setProperty("_AMQ_ACTUAL_EXPIRY", 1L);
            }
        });

        assertThat(HUB.taken).containsExactly("e1b0f3a2-0000-4000-8000-000000000001 " + reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7d1c", "e1b0f3a2-0000-4000-8000-00000000000/1"})
    void whatComesBackWithoutADeliveryHoldsNothingUp(String sending) {
        comeBack(producer -> producer.setProperty("_AMQ_DUPL_ID", sending));

        assertThat(HUB.taken).containsExactly("null DEAD_LETTER");
    }

    private static void comeBack(Consumer<JMSProducer> properties) {
        try (JMSContext context = connections.createContext()) {
            JMSProducer producer = context.createProducer();
            properties.accept(producer);
            producer.send(context.createQueue("rampe.undelivered"), new Trap());
        }
        await().until(() -> !HUB.taken.isEmpty());
        assertThat(Trap.opened).isFalse();
    }

    @Test
    void aRejectionGoesToTheQueueForRejections() throws Exception {
        assertThat(deliver(new PlayedDelivery("9f3e", "case-3", Delivery.Kind.REJECTION), "rejected"))
                .isNotNull();
    }

    @Test
    void aForeignHeaderDoesNotComeIn() {
        receive((producer, progress) -> {
            List.of("CamelFoo", "CAMELFOO", "camelBeanMethodName", "CamelJmsDestinationName", "anything")
                    .forEach(name -> producer.setProperty(name, "x"));
            producer.send(progress, "{}");
        });

        assertThat(HUB.taken).containsExactly("{}");
        assertThat(HEADERS).singleElement().satisfies(headers -> assertThat(headers.keySet())
                .contains("JMSMessageID")
                .noneMatch(name -> name.equalsIgnoreCase("CamelFoo"))
                .doesNotContain("camelBeanMethodName", "CamelJmsDestinationName", "anything"));
    }

    @Test
    void bytesAreReadAsText() {
        receive((producer, progress) ->
                producer.send(progress, "{\"place\":\"Aarhus på Å\"}".getBytes(StandardCharsets.UTF_8)));

        assertThat(HUB.taken).containsExactly("{\"place\":\"Aarhus på Å\"}");
    }

    @Test
    void anObjectMessageIsRefusedUnopened() {
        receive((producer, progress) -> producer.send(progress, new Trap()));

        assertThat(HUB.taken).containsExactly("refused");
        assertThat(Trap.opened).isFalse();
    }

    @Test
    void aMapMessageIsRefused() {
        receive((producer, progress) -> producer.send(progress, Map.of("case", 1)));

        assertThat(HUB.taken).containsExactly("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{\"case\":", "<case/>"})
    void whatIsNoJsonIsRefused(String text) {
        receive((producer, progress) -> producer.send(progress, text));

        assertThat(HUB.taken).containsExactly("refused");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":|[", "{\"a\":|9", "{\"|a", "{\"a\":\"|a"})
    void jsonThatIsMadeToBreakItsReaderIsRefused(String start, String endless) {
        receive((producer, progress) -> producer.send(progress, start + endless.repeat(200_000)));

        assertThat(HUB.taken).containsExactly("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"case\":1,\"case\":2}", "{} {}"})
    void whatCanBeReadInTwoWaysIsRefused(String text) {
        receive((producer, progress) -> producer.send(progress, text));

        assertThat(HUB.taken).containsExactly("refused");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aMessageOfManyMegabytesIsRefusedAndNotHeldInMemory(boolean asText) {
        String text = "{\"case\":" + " ".repeat(Form.of(20_000_000, 100_000_000)) + "1}";
        receive((producer, progress) -> {
            if (asText) {
                producer.send(progress, text);
            } else {
                producer.send(progress, text.getBytes(StandardCharsets.UTF_8));
            }
        });

        assertThat(HUB.taken).containsExactly("refused");
    }

    @Test
    void aMessageWithoutContentIsRefused() {
        receive((producer, progress) -> producer.send(progress, (String) null));

        assertThat(HUB.taken).containsExactly("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[{}]"})
    void jsonThatIsNoObjectReachesTheHubWhichRefusesItByItsSchema(String text) {
        receive((producer, progress) -> producer.send(progress, text));

        assertThat(HUB.taken).containsExactly(text);
    }

    @Test
    void whatTheHubCannotTakeGoesBackToTheBrokerAndNothingOfItIntoTheLog(CapturedOutput output) {
        HUB.failures.add(new IllegalStateException("a name from inside"));
        receive((producer, progress) -> producer.send(progress, "{\"name\":\"from a message\"}"));

        assertThat(HUB.taken).containsExactly("{\"name\":\"from a message\"}");
        assertThat(output)
                .contains("sind-receive-progress: given back to the broker (IllegalStateException)")
                .doesNotContain("from inside")
                .doesNotContain("from a message");
    }

    @Test
    void whatFailsForTheThirdTimeIsKeptByTheHub(CapturedOutput output) {
        HUB.failures.addAll(List.of(failure(), failure(), failure()));
        receive((producer, progress) -> producer.send(progress, "{\"name\":\"from a message\"}"));

        assertThat(HUB.taken).containsExactly("kept {\"name\":\"from a message\"} (IllegalStateException)");
        assertThat(output.getAll().split("given back to the broker", -1)).hasSize(1 + 2);
        assertThat(output).doesNotContain("from a message");
    }

    @Test
    void whatTheHubCannotKeepEitherStaysWithTheBrokerUntilItCan() {
        HUB.failures.addAll(List.of(failure(), failure(), failure(), failure(), failure()));
        HUB.failuresToKeep.addAll(List.of(failure(), failure()));
        receive((producer, progress) -> producer.send(progress, "{}"));

        assertThat(HUB.taken).containsExactly("kept {} (IllegalStateException)");
        assertThat(HUB.failuresToKeep).isEmpty();
    }

    private static RuntimeException failure() {
        return new IllegalStateException("a name from inside");
    }

    @Test
    void aMessageThatAsksForAnAnswerIsTakenOnceAndGetsNone() {
        try (JMSContext context = connections.createContext()) {
            var answers = context.createTemporaryQueue();
            receive((producer, progress) -> producer.setJMSReplyTo(answers).send(progress, "{}"));

            assertThat(context.createConsumer(answers).receive(500)).isNull();
        }
        assertThat(HUB.taken).containsExactly("{}");
    }

    private static Message deliver(PlayedDelivery delivery, String queue) {
        send(delivery);
        try (JMSContext context = connections.createContext()) {
            Message message = context.createConsumer(context.createQueue(queue)).receive(5000);
            assertThat(message).isNotNull();
            return message;
        }
    }

    private static void send(PlayedDelivery delivery) {
        try (ProducerTemplate template = edge.camel().createProducerTemplate()) {
            template.send("direct:sind-deliver", exchange -> {
                exchange.setProperty("delivery", delivery);
                exchange.getMessage().setHeader("CamelInside", "x");
                exchange.getMessage().setHeader("inside", "x");
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void receive(BiConsumer<JMSProducer, Destination> sending) {
        try (JMSContext context = connections.createContext()) {
            sending.accept(context.createProducer(), context.createQueue("progress"));
        }
        await().until(() -> !HEADERS.isEmpty());
    }

    public record PlayedDelivery(String sending, String orderKey, Delivery.Kind kind) {}

    /** What the routes call. */
    public static final class PlayedHub {

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        private final Queue<RuntimeException> failuresToKeep = new ConcurrentLinkedQueue<>();

        public JsonNode message() {
            return JsonNodeFactory.instance.objectNode().put("case", 1);
        }

        public void sent(PlayedDelivery delivery) {}

        public void undelivered(Undelivered message) {
            taken.add(message.delivery() + " " + message.reason());
        }

        public void renamed(PlayedDelivery delivery, String name) {
            throw new AssertionError("no file here");
        }

        public void failed(PlayedDelivery delivery, Exception cause) {
            throw new AssertionError("delivery failed", cause);
        }

        public void take(String provider, String channel, JsonNode event) {
            assertThat(List.of(provider, channel)).containsExactly("sind", "JMS");
            if (!failures.isEmpty()) {
                throw failures.remove();
            }
            taken.add(event.toString());
        }

        public void keep(String provider, JsonNode event, Exception cause) {
            assertThat(provider).isEqualTo("sind");
            if (!failuresToKeep.isEmpty()) {
                throw failuresToKeep.remove();
            }
            taken.add("kept " + event + " (" + cause.getClass().getSimpleName() + ")");
        }

        public void refuseUnreadable(String provider, String channel, String messageId) {
            assertThat(List.of(provider, channel)).containsExactly("sind", "JMS");
            assertThat(messageId).startsWith("ID:");
            taken.add("refused");
        }
    }

    private static final class KeepHeaders extends EventNotifierSupport {

        @Override
        public boolean isEnabled(CamelEvent event) {
            return event instanceof ExchangeCompletedEvent done
                    && "sind-receive-progress".equals(done.getExchange().getFromRouteId());
        }

        @Override
        public void notify(CamelEvent event) {
            HEADERS.add(new HashMap<>(
                    ((ExchangeCompletedEvent) event).getExchange().getMessage().getHeaders()));
        }
    }

    /** Notices when it is opened. */
    private static final class Trap implements Serializable {

        private static volatile boolean opened;

        private void readObject(ObjectInputStream in) {
            opened = true;
        }
    }
}
