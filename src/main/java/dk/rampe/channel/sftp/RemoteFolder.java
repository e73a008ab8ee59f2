package dk.rampe.channel.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.ObjectHelper;

/** Small files on a partner's server, over a connection that Camel holds. Paths are relative to the login folder. */
final class RemoteFolder {

    private final GenericFileOperations<SftpRemoteFile> operations;
    private final Endpoint endpoint;

    RemoteFolder(GenericFileOperations<SftpRemoteFile> operations, Endpoint endpoint) {
        this.operations = operations;
        this.endpoint = endpoint;
    }

    /** @param lastModified milliseconds; servers tell whole seconds */
    record Look(long size, long lastModified) {

        Instant modified() {
            return Instant.ofEpochMilli(lastModified);
        }
    }

    /** The files in it by name, as the server tells them. */
    Map<String, Look> list(String folder) {
        Map<String, Look> files = new HashMap<>();
        for (SftpRemoteFile file : operations.listFiles(folder)) {
            if (!file.isDirectory()) {
                files.put(file.getFilename(), new Look(file.getFileLength(), file.getLastModified()));
            }
        }
        return files;
    }

    /** Everything in it, folders too. */
    Set<String> names(String folder) {
        return Arrays.stream(operations.listFiles(folder))
                .map(SftpRemoteFile::getFilename)
                .collect(Collectors.toSet());
    }

    Optional<Look> look(String path) {
        return ((WatchedOperations) operations).look(path);
    }

    boolean has(String path) {
        return operations.existsFile(path);
    }

    /** @return its first bytes, at most {@code most}; nothing when it is not there */
    Optional<byte[]> read(String path, int most) {
        try (InputStream content = open(path, most)) {
            return Optional.of(content.readNBytes(most));
        } catch (GenericFileOperationFailedException e) {
            if (isMissing(e)) {
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a file of any size. */
    byte[] sha256(String path) {
        try (DigestInputStream content = new DigestInputStream(open(path, 0), MessageDigest.getInstance("SHA-256"))) {
            content.transferTo(OutputStream.nullOutputStream());
            return content.getMessageDigest().digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private InputStream open(String path, long size) {
        GenericFile<SftpRemoteFile> target = operations.newGenericFile();
        Exchange exchange = endpoint.createExchange();
        exchange.setProperty(FileComponent.FILE_EXCHANGE_FILE, target);
        operations.retrieveFile(path, exchange, size);
        return (InputStream) target.getBody();
    }

    private static boolean isMissing(Exception e) {
        SftpException cause = ObjectHelper.getException(SftpException.class, e);
        return cause != null && cause.id == ChannelSftp.SSH_FX_NO_SUCH_FILE;
    }

    boolean holds(String path, byte[] content) {
        return read(path, content.length + 1)
                .filter(there -> Arrays.equals(there, content))
                .isPresent();
    }

    /** Writes and reads it again: the SSH library does not notice when a server keeps less than it was sent. */
    void write(String path, byte[] content) {
        Exchange exchange = endpoint.createExchange();
        exchange.getIn().setBody(new ByteArrayInputStream(content));
        operations.storeFile(path, exchange, content.length);
        if (!holds(path, content)) {
            throw new GenericFileOperationFailedException("what was written is not what is there");
        }
    }

    void rename(String from, String to) {
        operations.renameFile(from, to);
    }

    void delete(String path) {
        operations.deleteFile(path);
    }

    /** Makes the last folder of the path only: Camel would make the others too, and hide a spelling mistake. */
    void makeFolder(String parent, String name) {
        if (!has(parent)) {
            throw new GenericFileOperationFailedException("the folder to put things in is not there");
        }
        operations.buildDirectory(parent + '/' + name, false);
    }
}
