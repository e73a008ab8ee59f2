package dk.rampe.channel.jms;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Cases go to a broker over TLS, and to the one that the certificate names; on the hub's own machine also without. */
@Component
@Profile("!sandbox")
class SafeBroker {

    private static final String SETTING = "spring.artemis.broker-url";

    /** @throws InvalidConfigurationPropertyValueException when the address would let others read, or play the broker */
    SafeBroker(@Value("${" + SETTING + "}") String url) {
        TransportConfiguration[] servers;
        try (ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(url)) {
            servers = connections.getStaticConnectors();
        } catch (RuntimeException e) {
            throw refusal("an address", "It cannot be read.");
        }
        if (servers == null || servers.length == 0) {
            throw refusal("an address", "It names no server.");
        }
        for (TransportConfiguration server : servers) {
            check(server.getParams());
        }
    }

    private static void check(Map<String, Object> server) {
        String host = String.valueOf(server.get("host"));
        if (!is(server, "sslEnabled", false)) {
            if (!isThisMachine(host)) {
                throw refusal(host, "The broker must be reached over TLS: add sslEnabled=true and a trust store.");
            }
        } else if (is(server, "trustAll", false) || !is(server, "verifyHost", true)) {
            throw refusal(host, "trustAll=true and verifyHost=false believe any server: leave them out.");
        }
    }

    private static boolean is(Map<String, Object> server, String parameter, boolean unsaid) {
        return Boolean.parseBoolean(String.valueOf(server.getOrDefault(parameter, unsaid)));
    }

    private static boolean isThisMachine(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** @param shown instead of the setting's value, which may hold passwords */
    private static InvalidConfigurationPropertyValueException refusal(String shown, String reason) {
        return new InvalidConfigurationPropertyValueException(SETTING, shown, reason);
    }
}
