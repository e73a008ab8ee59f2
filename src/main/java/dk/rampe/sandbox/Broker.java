package dk.rampe.sandbox;

import dk.rampe.partner.Partner;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/**
 * The sandbox's Artemis: {@code broker/broker.xml} with a free port, its own folder, and a user for the hub and for
 * each provider, who may do what the agreement lets it and nothing more.
 */
final class Broker implements AutoCloseable {

    static final String HUB = "hub";

    private static final String ACCEPTOR = "loopback";
    private static final int NO_LIMIT = -1;

    final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
    private final Map<String, String> passwords = new TreeMap<>();

    private Broker() {}

    /** @param providers by partner id, which is also their user name */
    static Broker start(Path folder, Map<String, Partner.Jms> providers) throws Exception {
        Broker broker = new Broker();
        FileConfiguration configuration = shipped();
        configuration.setBrokerInstance(folder.toFile());
        configuration.addAcceptorConfiguration(ACCEPTOR, "tcp://127.0.0.1:0");
        // Artemis blocks senders for good on a disk that is 90 per cent full, as a developer's often is
        configuration.setMaxDiskUsage(NO_LIMIT);
        SecurityConfiguration users = new SecurityConfiguration();
        broker.addUser(users, HUB);
        providers.forEach((provider, jms) -> {
            broker.addUser(users, provider);
            letConsume(configuration, jms.cases(), provider);
            letConsume(configuration, jms.rejected(), provider);
            letSend(configuration, jms.progress(), provider);
        });
        broker.server.setConfiguration(configuration);
        broker.server.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
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

    private void addUser(SecurityConfiguration users, String name) {
        byte[] secret = new byte[16];
        new SecureRandom().nextBytes(secret);
        passwords.put(name, HexFormat.of().formatHex(secret));
        users.addUser(name, passwords.get(name));
        users.addRole(name, name);
    }

    private static void letConsume(FileConfiguration configuration, String address, String provider) {
        addQueue(configuration, address);
        configuration.putSecurityRoles(
                address,
                Set.of(
                        role(HUB, Permission.SEND, Permission.BROWSE, Permission.CREATE),
                        role(provider, Permission.CONSUME, Permission.BROWSE)));
    }

    private static void letSend(FileConfiguration configuration, String address, String provider) {
        addQueue(configuration, address);
        configuration.putSecurityRoles(
                address,
                Set.of(
                        role(HUB, Permission.CONSUME, Permission.BROWSE, Permission.CREATE),
                        role(provider, Permission.SEND)));
    }

    private static void addQueue(FileConfiguration configuration, String address) {
        configuration.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(address)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(
                        QueueConfiguration.of(address).setAddress(address).setRoutingType(RoutingType.ANYCAST)));
    }

    private enum Permission {
        SEND,
        CONSUME,
        BROWSE,
        CREATE
    }

    private static Role role(String name, Permission... permissions) {
        Set<Permission> may = Set.copyOf(Arrays.asList(permissions));
        boolean create = may.contains(Permission.CREATE);
        return new Role(
                name,
                may.contains(Permission.SEND),
                may.contains(Permission.CONSUME),
                create,
                false,
                false,
                false,
                false,
                may.contains(Permission.BROWSE),
                create,
                false,
                false,
                false);
    }

    int port() {
        NettyAcceptor acceptor =
                (NettyAcceptor) server.getActiveMQServer().getRemotingService().getAcceptor(ACCEPTOR);
        return acceptor.getActualPort();
    }

    String url() {
        return "tcp://127.0.0.1:" + port();
    }

    String password(String user) {
        return passwords.get(user);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
