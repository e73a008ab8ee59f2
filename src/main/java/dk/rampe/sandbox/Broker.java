package dk.rampe.sandbox;

import dk.rampe.partner.Partner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The sandbox's Artemis: {@code broker/broker.xml} with its own folder, TLS on a port of this machine, and a user for
 * the hub and for each provider, who may do what the agreement lets it and nothing more.
 */
final class Broker implements AutoCloseable {

    static final String HUB = "hub";
    static final int ANY_PORT = 0;

    private static final String ACCEPTOR = "loopback";
    private static final String HOST = "127.0.0.1";
    private static final int NO_LIMIT = -1;

    final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final BrokerUsers users;
    private final KeyStoreFile trust;

    private Broker(BrokerUsers users, KeyStoreFile trust) {
        this.users = users;
        this.trust = trust;
    }

    /** @param providers by partner id, which is also their user name */
    static Broker start(SandboxFolders folders, int port, Map<String, Partner.Jms> providers) throws Exception {
        CertificateAuthority authority = CertificateAuthority.in(folders.keys());
        Set<String> names = new TreeSet<>(providers.keySet());
        names.add(HUB);
        Broker broker = new Broker(BrokerUsers.in(folders.artemis(), names), authority.trust());

        FileConfiguration configuration = shipped();
        configuration.setBrokerInstance(folders.artemis().toFile());
        configuration.addAcceptorConfiguration(acceptor(port, authority.server("broker")));
        // Artemis blocks senders for good on a disk that is 90 per cent full, as a developer's often is
        configuration.setMaxDiskUsage(NO_LIMIT);
        providers.forEach((provider, jms) -> {
            // of cases that must not be fetched any more the hub takes its messages back
            allow(configuration, jms.cases(), role(HUB, true, true), role(provider, false, true));
            allow(configuration, jms.rejected(), role(HUB, true, false), role(provider, false, true));
            allow(configuration, jms.progress(), role(provider, true, false), role(HUB, false, true));
        });
        broker.server.setConfiguration(configuration);
        broker.server.setSecurityManager(
                new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), broker.logins(names)));
        broker.server.start();
        return broker;
    }

    private static FileConfiguration shipped() throws Exception {
        FileConfiguration configuration = new FileConfiguration();
        new FileDeploymentManager("broker/broker.xml")
                .addDeployable(configuration)
                .readConfiguration();
        // not watched for changes: in a packaged hub it is no file
        configuration.setConfigurationUrl(null);
        return configuration;
    }

    private static TransportConfiguration acceptor(int port, KeyStoreFile own) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put(TransportConstants.HOST_PROP_NAME, HOST);
        parameters.put(TransportConstants.PORT_PROP_NAME, port);
        parameters.put(TransportConstants.PROTOCOLS_PROP_NAME, "CORE,AMQP");
        parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        parameters.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.2,TLSv1.3");
        parameters.put(TransportConstants.KEYSTORE_PATH_PROP_NAME, own.path().toString());
        parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, KeyStoreFile.TYPE);
        parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, KeyStoreFile.PASSWORD);
        // of AMQP's ways to log in, the one with a password
        Map<String, Object> protocol = Map.of("saslMechanisms", "PLAIN");
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), parameters, ACCEPTOR, protocol);
    }

    private SecurityConfiguration logins(Set<String> names) {
        SecurityConfiguration logins = new SecurityConfiguration();
        for (String name : names) {
            logins.addUser(name, users.password(name));
            logins.addRole(name, name);
        }
        return logins;
    }

    private static void allow(FileConfiguration configuration, String address, Role... roles) {
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(address)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(
                        QueueConfiguration.of(address).setAddress(address).setRoutingType(RoutingType.ANYCAST)));
        configuration.putSecurityRoles(address, Set.of(roles));
    }

    private static Role role(String name, boolean send, boolean consume) {
        return new Role(name, send, consume, false, false, false, false, false, consume, false, false, false, false);
    }

    int port() {
        NettyAcceptor acceptor =
                (NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        return acceptor.getActualPort();
    }

    /** For Artemis' client, with what it needs to believe the server. */
    String url() {
        return url(port(), trust);
    }

    static String url(int port, KeyStoreFile trust) {
        return "tcp://%s:%d?sslEnabled=true&trustStoreType=%s&trustStorePath=%s&trustStorePassword=%s"
                .formatted(
                        HOST,
                        port,
                        KeyStoreFile.TYPE,
                        URLEncoder.encode(trust.path().toString(), StandardCharsets.UTF_8),
                        KeyStoreFile.PASSWORD);
    }

    KeyStoreFile trust() {
        return trust;
    }

    String password(String user) {
        return users.password(user);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
