package dk.rampe.channel.sftp;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpATTRS;
import com.jcraft.jsch.SftpException;
import com.jcraft.jsch.SocketFactory;
import dk.rampe.channel.sftp.RemoteFolder.Look;
import java.util.Arrays;
import java.util.Optional;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;

/**
 * Camel's SFTP over sockets of our own, and a look at a single file, for which Camel lists its whole folder. The look has
 * a channel of its own in Camel's session; a server that allows only one is asked for the folder after all.
 */
final class WatchedOperations extends SftpOperations {

    private final SocketFactory sockets;
    private final int connectTimeout;
    private Session session;
    private ChannelSftp looks;
    private boolean isRefusedLooks;

    /** @param connectTimeout milliseconds */
    WatchedOperations(SocketFactory sockets, int connectTimeout) {
        this.sockets = sockets;
        this.connectTimeout = connectTimeout;
    }

    @Override
    protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        session = super.createSession(configuration);
        session.setSocketFactory(sockets);
        isRefusedLooks = false;
        return session;
    }

    /** @return nothing when it is not there */
    Optional<Look> look(String path) {
        if (!isLooking()) {
            return existsFile(path) ? lookInFolder(path) : Optional.empty();
        }
        try {
            SftpATTRS file = looks.lstat(path);
            return Optional.of(new Look(file.getSize(), file.getMTime() * 1000L));
        } catch (SftpException e) {
            if (e.id == ChannelSftp.SSH_FX_NO_SUCH_FILE) {
                return Optional.empty();
            }
            throw new GenericFileOperationFailedException("a file cannot be looked at", e);
        }
    }

    private boolean isLooking() {
        if (looks != null && looks.isConnected()) {
            return true;
        }
        if (isRefusedLooks) {
            return false;
        }
        try {
            looks = (ChannelSftp) session.openChannel("sftp");
            looks.connect(connectTimeout);
            return true;
        } catch (JSchException e) {
            isRefusedLooks = true;
            return false;
        }
    }

    private Optional<Look> lookInFolder(String path) {
        return Arrays.stream(listFiles(path))
                .map(file -> new Look(file.getFileLength(), file.getLastModified()))
                .findFirst();
    }
}
