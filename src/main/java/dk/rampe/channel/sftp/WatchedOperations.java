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
import org.apache.camel.component.file.remote.SftpRemoteFile;

/**
 * Camel's SFTP over sockets of our own, and a look at a single file, for which Camel lists its whole folder, also to see
 * whether it is there. The look has a channel of its own in Camel's session; a server that allows only one is asked for
 * the folder after all. A server may break off a listing because a file that it had begun to tell of was just renamed:
 * it is asked again.
 */
final class WatchedOperations extends SftpOperations {

    private static final int LISTINGS = 3;

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

    @Override
    public synchronized SftpRemoteFile[] listFiles(String path) {
        for (int left = LISTINGS; ; left--) {
            try {
                return super.listFiles(path);
            } catch (GenericFileOperationFailedException e) {
                if (left == 1 || !isOfSomethingGone(e)) {
                    throw e;
                }
            }
        }
    }

    private static boolean isOfSomethingGone(GenericFileOperationFailedException e) {
        return e.getCause() instanceof SftpException answer && answer.id == ChannelSftp.SSH_FX_NO_SUCH_FILE;
    }

    @Override
    public synchronized boolean existsFile(String path) {
        return look(path).isPresent();
    }

    /** @return nothing when it is not there */
    Optional<Look> look(String path) {
        if (!isLooking()) {
            return lookInFolder(path);
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
        try {
            return Arrays.stream(listFiles(path))
                    .map(file -> new Look(file.getFileLength(), file.getLastModified()))
                    .findFirst();
        } catch (GenericFileOperationFailedException e) {
            if (isOfSomethingGone(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
