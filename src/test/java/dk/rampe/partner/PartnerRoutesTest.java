package dk.rampe.partner;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dk.rampe.partner.Partner.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Which routes a partner has, by how it is reached. */
class PartnerRoutesTest {

    private static final Partner.Jms JMS = new Partner.Jms("cases", "progress", "rejected", Duration.ofDays(14));
    private static final Partner.Rest REST = new Partner.Rest(Map.of("first", "0".repeat(64)), 120);

    @Test
    void aProviderThatFetchesIsSentNothing() {
        assertThat(routes(null, REST)).isEmpty();
    }

    @Test
    void aProviderOnTheBrokerIsSentToThereWhetherItCallsOrNot() {
        assertThat(routes(JMS, null))
                .containsExactly(
                        "note-undelivered",
                        "one-dispatch-messages",
                        "one-deliver-messages-together",
                        "one-send-messages",
                        "one-deliver-messages",
                        "one-send-message",
                        "one-receive-progress");
        assertThat(routes(JMS, REST)).isEqualTo(routes(JMS, null));
    }

    @Test
    void aNodeWithoutADropBoxLeavesThoseWhoHaveAnAccountToAnotherAndSaysSo() {
        Partner.DropBox account = new Partner.DropBox(Map.of("first", "none"), "proeve", null, null, null);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(PartnerRoutes.class);
        logger.addAppender(log);
        try {
            assertThat(routes(account, null, null)).isEmpty();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .startsWith("one: ")
                .contains("rampe.dropbox is not set");
    }

    private static List<String> routes(Partner.Jms jms, Partner.Rest rest) {
        return routes(null, jms, rest);
    }

    private static List<String> routes(Partner.DropBox account, Partner.Jms jms, Partner.Rest rest) {
        Partner partner = new Partner(
                "One",
                Role.PROVIDER,
                null,
                List.of("p"),
                null,
                account,
                null,
                null,
                null,
                jms,
                rest,
                null,
                null,
                null,
                null,
                null,
                null);
        HubSettings.Programme programme = new HubSettings.Programme("P", 5, null, Map.of(), null, null);
        HubSettings settings = new HubSettings(
                Map.of("one", partner), Map.of("p", programme), null, null, null, null, null, null, null, null, null);
        PartnerRoutes routes = new PartnerRoutes(new Partners(settings), settings);
        routes.configure();
        return routes.getTemplatedRouteCollection().getTemplatedRoutes().stream()
                .map(TemplatedRouteDefinition::getRouteId)
                .toList();
    }
}
