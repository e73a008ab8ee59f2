package dk.rampe.channel.sftp;

import dk.rampe.channel.sftp.RemoteFolder.Look;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.Partner.Collect;
import dk.rampe.partner.Partner.Ready;
import dk.rampe.submission.Incoming;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a partner's file may be taken, and what becomes of it: taken when its ready-marker lies beside it (and, for a
 * Serviceplatformen trigger, says the right things), moved or deleted only after the route has stored it, and left
 * alone if it is no longer the file that was read.
 *
 * <p>What it keeps in memory spares the partner work and receipts; nothing depends on it.
 */
final class ReadyFiles implements GenericFileProcessStrategy<SftpRemoteFile> {

    /** Exchange property with what the ledger should know of the file. */
    static final String INCOMING = "incoming";

    private static final Logger LOG = LoggerFactory.getLogger(ReadyFiles.class);
    private static final String LOOK = "look";
    private static final int LARGEST_TRIGGER = 64 * 1024;

    private final String partner;
    private final Collect collect;
    private final AgreedFiles agreed;
    private final PolledFiles polled;

    /** Listed once a poll, so that file and marker are seen together. */
    private Map<String, Look> listing = Map.of();

    private final Map<String, byte[]> doubtful = new HashMap<>();
    private final Map<String, Look> stored = new HashMap<>();

    /**
     * What lay there when this node first looked, unchanged since: stored, perhaps, by one that was killed before it came
     * to put it aside. Null until then. So is what was not stored as far as is known: its commit may have come through
     * without an answer.
     */
    private Map<String, Look> leftOver;

    ReadyFiles(String partner, Collect collect, PolledFiles polled) {
        this.partner = partner;
        this.collect = collect;
        this.agreed = new AgreedFiles(partner, collect);
        this.polled = polled;
    }

    @Override
    public boolean begin(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        RemoteFolder folder = new RemoteFolder(operations, endpoint);
        if (exchange.getProperty(ExchangePropertyKey.BATCH_INDEX, 0, Integer.class) == 0) {
            list(folder);
        }
        String name = file.getFileNameOnly();
        Look look = listing.get(name);
        if (look == null) {
            return false;
        }
        if (look.equals(stored.get(name)) || isStoredLeftOver(folder, name, look)) {
            putAside(folder, name);
            return false;
        }
        Optional<Incoming> incoming = agreed.incoming(name, look, null)
                .filter(known -> listing.containsKey(name + collect.marker()))
                .flatMap(known -> collect.ready() == Ready.TRIGGER ? checked(folder, known, look) : Optional.of(known));
        exchange.setProperty(INCOMING, incoming.orElse(null));
        exchange.setProperty(LOOK, look);
        BooleanSupplier steady = () -> folder.look(path(name)).equals(Optional.of(look));
        exchange.setProperty(SteadyContent.STEADY, steady);
        return incoming.isPresent();
    }

    /** Another node polls: what this one has seen is old when its turn comes again. */
    void forget() {
        leftOver = null;
        stored.clear();
    }

    /** A poll is over; what comes from now on has come anew. */
    void polled() {
        if (leftOver == null) {
            leftOver = new HashMap<>();
        }
    }

    private void list(RemoteFolder folder) {
        listing = Map.of();
        listing = folder.list(collect.folder());
        doubtful.keySet().retainAll(listing.keySet());
        stored.keySet().retainAll(listing.keySet());
        if (leftOver == null) {
            leftOver = new HashMap<>(listing);
        }
        leftOver.entrySet().retainAll(listing.entrySet());
    }

    /** Its marker may be gone already: nothing but this would ever put it aside. */
    private boolean isStoredLeftOver(RemoteFolder folder, String name, Look look) {
        if (!look.equals(leftOver.get(name))) {
            return false;
        }
        boolean known = polled.hasTaken(partner, name, look, () -> folder.sha256(path(name)));
        leftOver.remove(name);
        if (known) {
            stored.put(name, look);
        }
        return known;
    }

    /** Refused when it looks the same wrong way at two polls: at the first, file or trigger may be half-written. */
    private Optional<Incoming> checked(RemoteFolder folder, Incoming known, Look look) {
        byte[] content = folder.read(path(known.name() + collect.marker()), LARGEST_TRIGGER)
                .orElse(new byte[0]);
        TriggerFile trigger = TriggerFile.read(content);
        List<Fault> faults = trigger == null
                ? List.of(FaultCode.TRIGGER_UNREADABLE.fault())
                : trigger.check(known.name(), look.size(), collect.trigger());
        String sendersId = trigger == null ? null : trigger.sendersFileId();
        Optional<Incoming> incoming = agreed.incoming(known.name(), look, sendersId);
        if (faults.isEmpty()) {
            return incoming;
        }
        byte[] seen = everythingOf(known.name(), look, content);
        if (Arrays.equals(seen, doubtful.put(known.name(), seen))) {
            polled.refuse(incoming.orElseThrow(), seen, faults);
        }
        return Optional.empty();
    }

    private static byte[] everythingOf(String name, Look look, byte[] trigger) {
        String text = new String(trigger, StandardCharsets.ISO_8859_1);
        return String.join("/", name, String.valueOf(look.size()), String.valueOf(look.lastModified()), text)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The route has stored it. */
    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        operations.releaseRetrievedFileResources(exchange);
        RemoteFolder folder = new RemoteFolder(operations, endpoint);
        String name = file.getFileNameOnly();
        Look asRead = exchange.getProperty(LOOK, Look.class);
        if (!folder.look(path(name)).equals(Optional.of(asRead))) {
            LOG.info("{}: a file changed while it was being stored; what is there now is another submission", partner);
            return;
        }
        stored.put(name, asRead);
        putAside(folder, name);
    }

    /** The marker goes first: a marker left behind would make a half-written successor ready. */
    private void putAside(RemoteFolder folder, String name) {
        String freeName = collect.moveTo() == null ? null : freeName(folder, name);
        for (String suffix : List.of(collect.marker(), "")) {
            String here = path(name + suffix);
            if (!folder.has(here)) {
                continue;
            }
            if (freeName == null) {
                folder.delete(here);
            } else {
                folder.rename(here, collect.moveTo() + '/' + freeName + suffix);
            }
        }
        stored.remove(name);
    }

    /**
     * The name itself, or with {@code .2}, {@code .3} before its last extension when file or marker would be in the
     * way; a marker that went before its file is not.
     */
    private String freeName(RemoteFolder folder, String name) {
        int dot = name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.');
        boolean withMarker = folder.has(path(name + collect.marker()));
        String free = name;
        for (int i = 2; isTaken(folder, free, withMarker); i++) {
            free = name.substring(0, dot) + '.' + i + name.substring(dot);
        }
        return free;
    }

    private boolean isTaken(RemoteFolder folder, String name, boolean withMarker) {
        String path = collect.moveTo() + '/' + name;
        return folder.has(path) || withMarker && folder.has(path + collect.marker());
    }

    private String path(String name) {
        return collect.folder() + '/' + name;
    }

    /** Not stored, as far as is known: it stays where it is, for the next poll. */
    @Override
    public void rollback(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        operations.releaseRetrievedFileResources(exchange);
        if (leftOver != null) {
            leftOver.put(file.getFileNameOnly(), exchange.getProperty(LOOK, Look.class));
        }
    }

    @Override
    public void prepareOnStartup(
            GenericFileOperations<SftpRemoteFile> operations, GenericFileEndpoint<SftpRemoteFile> endpoint) {}

    @Override
    public void abort(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {}
}
