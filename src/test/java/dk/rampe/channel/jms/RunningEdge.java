package dk.rampe.channel.jms;

import jakarta.jms.ConnectionFactory;
import java.util.List;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** Routes of {@code routes/} for a provider "sind", on a real broker; the hub behind them is played. */
record RunningEdge(EmbeddedActiveMQ broker, ConnectionFactory connections, CamelContext camel)
        implements AutoCloseable {

    /**
     * @param hub called by the routes under these names
     * @param templates those routes, each with all parameters that any of them has
     */
    static RunningEdge start(Object hub, List<String> names, String... templates) throws Exception {
        LoggingSystem logs = LoggingSystem.get(RunningEdge.class.getClassLoader());
        logs.setLogLevel("org.apache.activemq", LogLevel.ERROR);
        // as in application.yml
        logs.setLogLevel("org.apache.camel.spring.spi.TransactionErrorHandler", LogLevel.OFF);
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .setMaxDiskUsage(-1)
                .addAddressSetting("progress", new AddressSettings().setMaxDeliveryAttempts(-1))
                .addAcceptorConfiguration("loopback", "tcp://127.0.0.1:0"));
        broker.start();
        var acceptor =
                (NettyAcceptor) broker.getActiveMQServer().getRemotingService().getAcceptor("loopback");
        ConnectionFactory connections = new ActiveMQConnectionFactory("tcp://127.0.0.1:" + acceptor.getActualPort());
        return new RunningEdge(broker, connections, camel(connections, hub, names, templates));
    }

    private static CamelContext camel(
            ConnectionFactory connections, Object hub, List<String> names, String... templates) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        // as in application.yml; with it on, every body is opened before a route sees it
        camel.setStreamCaching(false);
        JmsComponent jms = new BrokerConnection().jms(connections, new BrokerWatch());
        camel.getRegistry().bind("jms", jms);
        camel.getRegistry().bind("brokerTransaction", new BrokerTransaction(jms));
        camel.getRegistry().bind("acceptedMessages", new AcceptedMessages());
        camel.getRegistry().bind("providerMessages", new ProviderMessages());
        camel.getRegistry().bind("undeliveredMessages", new UndeliveredMessages());
        camel.getRegistry().bind("databaseWatch", new NoDatabase());
        names.forEach(name -> camel.getRegistry().bind(name, hub));
        load(camel, "error-handling");
        for (String template : templates) {
            load(camel, template);
        }
        camel.start();
        for (String template : templates) {
            TemplatedRouteBuilder.builder(camel, template)
                    .routeId(template.equals("note-undelivered") ? template : "sind-" + template)
                    .parameter("partner", "sind")
                    .parameter("address", "progress")
                    .parameter("cases", "cases")
                    .parameter("rejected", "rejected")
                    .parameter("expireAfter", "60000")
                    .add();
        }
        return camel;
    }

    private static void load(CamelContext camel, String file) throws Exception {
        Resource resource = ResourceHelper.resolveMandatoryResource(camel, "file:routes/" + file + ".camel.yaml");
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    }

    @Override
    public void close() throws Exception {
        camel.stop();
        broker.stop();
    }

    /** In the place of the watch over it. */
    public static final class NoDatabase {

        public boolean isTrouble(Exception exception) {
            return false;
        }

        public void failed(Exception exception) {
            throw new AssertionError("no database here", exception);
        }
    }
}
