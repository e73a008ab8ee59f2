package dk.rampe.channel.sftp;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.Partner.Collect;
import dk.rampe.partner.Partner.FileKind;
import dk.rampe.partner.Partner.Ready;
import dk.rampe.submission.Incoming;
import dk.rampe.submission.Submissions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a partner's file may be taken, and what becomes of it: taken when its ready-marker lies beside it (and, for a
 * Serviceplatformen trigger, says the right things), moved or deleted only after the route has stored it, and left alone
 * if it is no longer the file that was read.
 */
final class ReadyFiles implements GenericFileProcessStrategy<SftpRemoteFile> {

    /** Exchange property with what the ledger should know of the file. */
    static final String INCOMING = "incoming";

    private static final Logger LOG = LoggerFactory.getLogger(ReadyFiles.class);
    private static final int LARGEST_TRIGGER = 64 * 1024;

    private final String partner;
    private final Collect collect;
    private final Submissions submissions;

    ReadyFiles(String partner, Collect collect, Submissions submissions) {
        this.partner = partner;
        this.collect = collect;
        this.submissions = submissions;
    }

    @Override
    public boolean begin(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        RemoteFolder folder = new RemoteFolder(operations, endpoint);
        String markerPath = file.getAbsoluteFilePath() + collect.marker();
        if (!folder.has(markerPath)) {
            return false;
        }
        Incoming incoming = describe(file, null);
        if (collect.ready() == Ready.TRIGGER) {
            byte[] content = folder.read(markerPath, LARGEST_TRIGGER);
            TriggerFile trigger = TriggerFile.read(content);
            List<Fault> faults = trigger == null
                    ? List.of(FaultCode.TRIGGER_UNREADABLE.fault())
                    : trigger.check(file.getFileNameOnly(), file.getFileLength(), collect.trigger());
            incoming = describe(file, trigger == null ? null : trigger.sendersFileId());
            if (!faults.isEmpty()) {
                submissions.refuse(incoming, lookOf(file, content), faults);
                return false;
            }
        }
        exchange.setProperty(INCOMING, incoming);
        return true;
    }

    /** The route has stored it. The marker goes first: a marker left behind would make a half-written successor ready. */
    @Override
    public void commit(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {
        RemoteFolder folder = new RemoteFolder(operations, endpoint);
        String path = file.getAbsoluteFilePath();
        var asRead = new RemoteFolder.Look(file.getFileLength(), file.getLastModified());
        if (!folder.look(path).filter(asRead::equals).isPresent()) {
            LOG.info("{}: a file changed while it was being stored; what is there now is another submission", partner);
            return;
        }
        for (String name : List.of(file.getFileNameOnly() + collect.marker(), file.getFileNameOnly())) {
            String here = collect.folder() + '/' + name;
            if (collect.moveTo() == null) {
                folder.delete(here);
            } else {
                folder.rename(here, folder.free(collect.moveTo(), name));
            }
        }
    }

    private Incoming describe(GenericFile<SftpRemoteFile> file, String sendersId) {
        String name = file.getFileNameOnly();
        Map.Entry<String, FileKind> kind = collect.files().entrySet().stream()
                .filter(entry -> entry.getValue().pattern().matcher(name).matches())
                .findFirst()
                .orElseThrow();
        return new Incoming(
                partner, "SFTP", kind.getKey(), name, file.getFileLength(), sendersId, stamp(kind.getValue(), name));
    }

    private static String stamp(FileKind kind, String name) {
        Matcher matcher = kind.pattern().matcher(name);
        return kind.isStamped() && matcher.matches() ? matcher.group("stamp") : null;
    }

    private static byte[] lookOf(GenericFile<SftpRemoteFile> file, byte[] trigger) {
        String look = String.join(
                "/",
                file.getFileNameOnly(),
                String.valueOf(file.getFileLength()),
                String.valueOf(file.getLastModified()),
                new String(trigger, StandardCharsets.ISO_8859_1));
        return look.getBytes(StandardCharsets.UTF_8);
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

    /** Not stored: it stays where it is, for the next poll. */
    @Override
    public void rollback(
            GenericFileOperations<SftpRemoteFile> operations,
            GenericFileEndpoint<SftpRemoteFile> endpoint,
            Exchange exchange,
            GenericFile<SftpRemoteFile> file) {}
}
