package dk.rampe.sandbox;

import dk.rampe.partner.Partner;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything the sandbox runs, started in order and stopped the other way round. */
final class Sandbox implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);

    /** As a partner's service knows the hub. */
    private static final String HUB = "rampe";

    private final SandboxFolders folders;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Map<String, Object> properties = new TreeMap<>();
    private final List<String> names = new ArrayList<>();

    private Sandbox(SandboxFolders folders) {
        this.folders = folders;
    }

    /**
     * @param samples lay out the neighbours' sample deliveries
     * @param broker without it there are no providers on the broker either
     * @throws IllegalStateException when a part does not start; the others have been stopped again
     */
    static Sandbox start(
            SandboxFolders folders, Map<String, NeighbourSettings> neighbours, boolean samples, boolean broker) {
        Sandbox sandbox = new Sandbox(folders);
        try {
            sandbox.keep(FolderLock.take(folders));
            if (samples) {
                Samples.layOut(folders, neighbours.keySet(), Sandbox.class.getClassLoader());
            }
            sandbox.startAll(neighbours, broker);
            return sandbox;
        } catch (Exception e) {
            sandbox.close();
            throw new IllegalStateException("The sandbox does not start: " + e.getMessage(), e);
        }
    }

    private void startAll(Map<String, NeighbourSettings> neighbours, boolean withBroker) throws Exception {
        Database database = startDatabase();
        Broker broker = withBroker ? startBroker(neighbours) : null;
        for (Map.Entry<String, NeighbourSettings> neighbour : neighbours.entrySet()) {
            startNeighbour(neighbour.getKey(), neighbour.getValue(), broker);
        }
        startDropBox(neighbours);
        startCallers(neighbours);
        startServices(neighbours);
        properties.put("rampe.vault.key-file", folders.vaultKey().toString());
        properties.put("rampe.folders.daybook", folders.hub().resolve("daybook").toString());
        writeConnections();
        LOG.info(
                "Sandbox: PostgreSQL on port {}, {}, neighbours {}; their folders are under {}",
                database.port(),
                withBroker ? "Artemis on port " + broker.port() : "no broker of its own",
                String.join(", ", names),
                folders.neighbours());
    }

    private Database startDatabase() throws Exception {
        Database database = keep(Database.start(folders.postgres()));
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", Database.USER);
        properties.put("spring.datasource.password", Database.USER);
        return database;
    }

    private Broker startBroker(Map<String, NeighbourSettings> neighbours) throws Exception {
        Map<String, Partner.Jms> providers = new TreeMap<>();
        neighbours.forEach((partner, settings) -> {
            if (settings.jms() != null) {
                providers.put(partner, settings.jms());
            }
        });
        Broker broker = keep(Broker.start(folders, Broker.ANY_PORT, providers));
        properties.put("spring.artemis.mode", "native");
        properties.put("spring.artemis.broker-url", broker.url());
        properties.put("spring.artemis.user", Broker.HUB);
        properties.put("spring.artemis.password", broker.password(Broker.HUB));
        return broker;
    }

    private void startNeighbour(String partner, NeighbourSettings settings, Broker broker) throws Exception {
        if (settings.hasServer()) {
            SftpNeighbour server = keep(SftpNeighbour.start(partner, settings.folders(), folders));
            properties.putAll(server.properties());
            names.add(partner + " (SFTP)");
        }
        if (settings.jms() != null && broker != null) {
            keep(ProviderNeighbour.start(partner, settings.jms(), folders, broker));
            properties.put(NeighbourSettings.prefix(partner) + "_JMS_USER", partner);
            properties.put(NeighbourSettings.prefix(partner) + "_JMS_PASSWORD", broker.password(partner));
            names.add(partner + " (JMS)");
        }
        if (settings.rest() != null) {
            properties.putAll(RestKey.random().properties(partner));
            names.add(partner + " (REST)");
        }
        if (settings.releases() != null) {
            keep(EvaluatorNeighbour.start(partner, settings.releases().folder(), folders));
        }
    }

    /** The server is the hub's own, and starts with it; here are its keys, and those who have an account there. */
    private void startDropBox(Map<String, NeighbourSettings> neighbours) throws Exception {
        List<String> partners = neighbours.keySet().stream()
                .filter(partner -> neighbours.get(partner).dropbox() != null)
                .toList();
        if (partners.isEmpty()) {
            return;
        }
        int port = FreePort.find();
        SshKey host = SshKey.at(folders.dropBoxHostKey());
        properties.put("rampe.dropbox.folder", folders.dropBox().toString());
        properties.put("rampe.dropbox.host-key-file", folders.dropBoxHostKey().toString());
        properties.put("rampe.dropbox.address", DropBoxNeighbour.HOST);
        properties.put("rampe.dropbox.port", port);
        for (String partner : partners) {
            SshKey key = SshKey.at(folders.accountKey(partner));
            properties.put(NeighbourSettings.prefix(partner) + "_DROPBOX_KEY", key.publicKey());
            Files.writeString(folders.knownHosts(partner), host.knownAt(DropBoxNeighbour.HOST, port));
            keep(DropBoxNeighbour.start(partner, neighbours.get(partner), port, folders));
            names.add(partner + " (drop box on port " + port + ")");
        }
    }

    /** Here too the server is the hub's own; an authority signs for it and for those who call. */
    private void startCallers(Map<String, NeighbourSettings> neighbours) throws Exception {
        List<String> partners = neighbours.keySet().stream()
                .filter(partner -> neighbours.get(partner).calls())
                .toList();
        if (partners.isEmpty()) {
            return;
        }
        int port = FreePort.find();
        CertificateAuthority authority = authority();
        properties.put("rampe.soap.address", "127.0.0.1");
        properties.put("rampe.soap.port", port);
        properties.put(
                "rampe.soap.key-store", authority.server("service").path().toString());
        properties.put("rampe.soap.key-store-password", KeyStoreFile.PASSWORD);
        properties.put("rampe.soap.authorities", authority.pem().toString());
        properties.put("rampe.soap.revocation-list", authority.revocations().toString());
        for (String partner : partners) {
            KeyStoreFile own = authority.client(partner);
            properties.put(
                    NeighbourSettings.prefix(partner) + "_SOAP_CERTIFICATE_SHA256",
                    Sha256.hex(own.certificate().getEncoded()));
            keep(CallingNeighbour.start(partner, own, authority.trust(), port, folders));
            names.add(partner + " (calls port " + port + ")");
        }
    }

    /** Their servers are theirs; the same authority signs for them. */
    private void startServices(Map<String, NeighbourSettings> neighbours) throws Exception {
        for (String partner : neighbours.keySet()) {
            NeighbourSettings settings = neighbours.get(partner);
            if (settings.isTold()) {
                KeyStoreFile own = authority().server("told-" + partner);
                serves(partner, keep(ToldNeighbour.start(partner, own, folders)).url(), "told");
            } else if (settings.isPolled()) {
                startPolled(partner);
            }
        }
    }

    /** Asked often and around the clock: who lays an event out wants to see it come. */
    private void startPolled(String partner) throws Exception {
        String password = RestKey.random().key();
        KeyStoreFile own = authority().server("polled-" + partner);
        PolledNeighbour polled = keep(PolledNeighbour.start(partner, own, HUB, password, folders));
        properties.put(NeighbourSettings.prefix(partner) + "_SERVICE_USER", HUB);
        properties.put(NeighbourSettings.prefix(partner) + "_SERVICE_PASSWORD", password);
        properties.put("rampe.partners." + partner + ".service.poll.every", "10s");
        properties.put("rampe.partners." + partner + ".service.poll.open", "00:00-23:59");
        serves(partner, polled.url(), "asked");
    }

    private void serves(String partner, String url, String how) throws Exception {
        String prefix = NeighbourSettings.prefix(partner) + "_SERVICE_";
        properties.put(prefix + "URL", url);
        properties.put(prefix + "TRUSTED_CERTIFICATES", authority().pem().toString());
        names.add(partner + " (" + how + " at " + url + ")");
    }

    private CertificateAuthority authority() throws Exception {
        return CertificateAuthority.in(folders.soapCertificates());
    }

    private void writeConnections() throws IOException {
        Properties connections = new Properties();
        properties.forEach((name, value) -> connections.setProperty(name, value.toString()));
        Path temporary = Files.createTempFile(Files.createDirectories(folders.neighbours()), ".hub", ".tmp");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            connections.store(out, "How to reach what runs in the sandbox; written at every start");
        }
        Files.move(temporary, folders.connections(), StandardCopyOption.REPLACE_EXISTING);
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /** What the hub's settings say once everything runs. */
    Map<String, Object> properties() {
        return properties;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn(
                        "Sandbox: {} did not stop as it should", part.getClass().getSimpleName(), e);
            }
        }
    }
}
