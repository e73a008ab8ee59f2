package dk.rampe.partner;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.Partner.Role;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.junit.jupiter.api.Test;

/** Which routes a provider has, by how it is reached. */
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

    private static List<String> routes(Partner.Jms jms, Partner.Rest rest) {
        Partner partner = new Partner(
                "One",
                Role.PROVIDER,
                null,
                List.of("p"),
                null,
                null,
                null,
                null,
                null,
                jms,
                rest,
                null,
                null,
                null,
                null);
        HubSettings.Programme programme = new HubSettings.Programme("P", 5, null, Map.of(), null, null);
        HubSettings settings = new HubSettings(
                Map.of("one", partner), Map.of("p", programme), null, null, null, null, null, null, null, null);
        PartnerRoutes routes = new PartnerRoutes(new Partners(settings), settings);
        routes.configure();
        return routes.getTemplatedRouteCollection().getTemplatedRoutes().stream()
                .map(TemplatedRouteDefinition::getRouteId)
                .toList();
    }
}
