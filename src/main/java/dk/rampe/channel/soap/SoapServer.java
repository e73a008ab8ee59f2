package dk.rampe.channel.soap;

import dk.rampe.delivery.StatusAnswers;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import dk.rampe.submission.Calls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxws.EndpointImpl;
import org.apache.cxf.logging.FaultListener;
import org.apache.cxf.staxutils.StaxUtils;
import org.apache.cxf.transport.servlet.CXFNonSpringServlet;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * The port that partners call: TLS, one service, and nothing else of the hub. A server of its own, so that neither the
 * console nor the providers' API can ever be reached through it.
 */
@Component
class SoapServer implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SoapServer.class);

    private final HubSettings.Soap settings;
    private final Partners partners;
    private final Calls calls;
    private final StatusAnswers statuses;
    private Tomcat tomcat;
    private Path folder;

    SoapServer(HubSettings settings, Partners partners, Calls calls, StatusAnswers statuses) {
        this.settings = settings.soap();
        this.partners = partners;
        this.calls = calls;
        this.statuses = statuses;
    }

    @Override
    public void start() {
        List<String> callers = partners.with(Partner::soap);
        if (callers.isEmpty()) {
            return;
        }
        if (settings == null) {
            LOG.warn(
                    "{}: call over SOAP, and this node has no port for it (rampe.soap is not set); nobody can call unless"
                            + " another node has one",
                    String.join(", ", callers));
            return;
        }
        try {
            ClientCertificates certificates = new ClientCertificates(settings);
            folder = Files.createTempDirectory("rampe-soap");
            tomcat = new Tomcat();
            tomcat.setBaseDir(folder.toString());
            tomcat.setConnector(connector(certificates));
            Context context = tomcat.addContext("", null);
            addGate(context, new Gate(new Callers(partners, certificates)));
            addService(context);
            ErrorReportValve errors = new ErrorReportValve();
            errors.setShowReport(false);
            errors.setShowServerInfo(false);
            context.getParent().getPipeline().addValve(errors);
            tomcat.start();
            if (tomcat.getConnector().getLocalPort() <= 0) {
                throw new IllegalStateException("the SOAP port cannot be opened, see rampe.soap");
            }
            LOG.info("SOAP for {} on port {}", String.join(", ", callers), port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException | LifecycleException e) {
            throw new IllegalStateException("the SOAP server does not start, see rampe.soap", e);
        }
    }

    private Connector connector(ClientCertificates certificates) throws IOException, GeneralSecurityException {
        Connector connector = new Connector("HTTP/1.1");
        connector.setPort(settings.port());
        connector.setScheme("https");
        connector.setSecure(true);
        connector.setProperty("address", settings.address());
        connector.setProperty("SSLEnabled", "true");
        connector.setProperty("connectionTimeout", "20000");
        connector.setProperty("maxThreads", "50");
        // who sends too much is to read so; a connection that is closed on the way tells nothing
        connector.setProperty("maxSwallowSize", String.valueOf(2 * Gate.MOST_BYTES));
        connector.setThrowOnFailure(true);
        SSLHostConfig tls = new SSLHostConfig();
        tls.setProtocols("TLSv1.2+TLSv1.3");
        // who shows none must have a password
        tls.setCertificateVerification("optional");
        tls.setTrustStore(certificates.trusted());
        SSLHostConfigCertificate own = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        own.setCertificateKeystoreFile(settings.keyStore().toAbsolutePath().toString());
        own.setCertificateKeystorePassword(settings.keyStorePassword());
        own.setCertificateKeystoreType("PKCS12");
        tls.addCertificate(own);
        connector.addSslHostConfig(tls);
        return connector;
    }

    private static void addGate(Context context, Gate gate) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("gate");
        definition.setFilter(gate);
        context.addFilterDef(definition);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("gate");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
    }

    private void addService(Context context) {
        Bus bus = BusFactory.newInstance().createBus();
        CXFNonSpringServlet servlet = new CXFNonSpringServlet();
        servlet.setBus(bus);
        var registered = Tomcat.addServlet(context, "soap", servlet);
        registered.addInitParameter("hide-service-list-page", "true");
        registered.setLoadOnStartup(1);
        context.addServletMappingDecoded("/*", "soap");

        FaultsAsAgreed faults = new FaultsAsAgreed();
        EndpointImpl endpoint = new EndpointImpl(bus, new ReferralEndpoint(calls, statuses));
        endpoint.setProperties(limits());
        endpoint.getProperties().put(FaultListener.class.getName(), faults);
        // the element of the body says what is wanted
        endpoint.getProperties().put("allowNonMatchingToDefaultSoapAction", true);
        endpoint.getInInterceptors().add(new AnswersHereOnly());
        endpoint.getOutFaultInterceptors().add(faults);
        endpoint.publish(Gate.SERVICE);
    }

    /** They act with Woodstox only, which the field tables read with, too. */
    static Map<String, Object> limits() {
        Map<String, Object> limits = new HashMap<>();
        limits.put(StaxUtils.MAX_XML_CHARACTERS, (long) Gate.MOST_BYTES);
        limits.put(StaxUtils.MAX_TEXT_LENGTH, 20_000);
        limits.put(StaxUtils.MAX_ELEMENT_COUNT, 20_000L);
        limits.put(StaxUtils.MAX_CHILD_ELEMENTS, 1_000);
        limits.put(StaxUtils.MAX_ELEMENT_DEPTH, 12);
        limits.put(StaxUtils.MAX_ATTRIBUTE_COUNT, 30);
        limits.put(StaxUtils.MAX_ATTRIBUTE_SIZE, 1_000);
        return limits;
    }

    /** Where it listens; 0 while it does not. */
    int port() {
        return tomcat == null ? 0 : tomcat.getConnector().getLocalPort();
    }

    @Override
    public void stop() {
        try {
            if (tomcat != null) {
                tomcat.stop();
                tomcat.destroy();
            }
        } catch (LifecycleException e) {
            LOG.warn("SOAP: did not stop as it should ({})", e.getClass().getSimpleName());
        } finally {
            tomcat = null;
            if (folder != null) {
                FileSystemUtils.deleteRecursively(folder.toFile());
            }
        }
    }

    @Override
    public boolean isRunning() {
        return tomcat != null;
    }
}
