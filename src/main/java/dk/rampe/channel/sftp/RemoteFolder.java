package dk.rampe.channel.sftp;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** Small files on a partner's server, over a connection that Camel holds. Paths are relative to the login folder. */
final class RemoteFolder {

    private final GenericFileOperations<SftpRemoteFile> operations;
    private final Endpoint endpoint;

    RemoteFolder(GenericFileOperations<SftpRemoteFile> operations, Endpoint endpoint) {
        this.operations = operations;
        this.endpoint = endpoint;
    }

    /** @param lastModified milliseconds; servers tell whole seconds */
    record Look(long size, long lastModified) {}

    Optional<Look> look(String path) {
        if (!operations.existsFile(path)) {
            return Optional.empty();
        }
        return Arrays.stream(operations.listFiles(path))
                .findFirst()
                .map(file -> new Look(file.getFileLength(), file.getLastModified()));
    }

    boolean has(String path) {
        return operations.existsFile(path);
    }

    /** @return at most {@code most} bytes */
    byte[] read(String path, int most) {
        GenericFile<SftpRemoteFile> target = operations.newGenericFile();
        Exchange exchange = endpoint.createExchange();
        exchange.setProperty(FileComponent.FILE_EXCHANGE_FILE, target);
        operations.retrieveFile(path, exchange, most);
        try (InputStream content = (InputStream) target.getBody()) {
            return content.readNBytes(most);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String path, byte[] content) {
        Exchange exchange = endpoint.createExchange();
        exchange.getIn().setBody(new ByteArrayInputStream(content));
        operations.storeFile(path, exchange, content.length);
        long arrived = look(path).map(Look::size).orElse(-1L);
        if (arrived != content.length) {
            throw new GenericFileOperationFailedException(
                    "wrote " + content.length + " bytes, " + arrived + " arrived");
        }
    }

    void rename(String from, String to) {
        operations.renameFile(from, to);
    }

    void delete(String path) {
        operations.deleteFile(path);
    }

    void makeFolder(String path) {
        operations.buildDirectory(path, false);
    }

    /** The name itself, or with {@code .2}, {@code .3} before its last extension if it is taken. */
    String free(String folder, String name) {
        String path = folder + '/' + name;
        int dot = path.lastIndexOf('.');
        for (int i = 2; operations.existsFile(path); i++) {
            path = folder
                    + '/'
                    + name.substring(0, dot - folder.length() - 1)
                    + '.'
                    + i
                    + name.substring(dot - folder.length() - 1);
        }
        return path;
    }
}
