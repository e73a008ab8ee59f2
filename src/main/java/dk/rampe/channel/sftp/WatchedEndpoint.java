package dk.rampe.channel.sftp;

import com.jcraft.jsch.SocketFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/**
 * Camel's SFTP endpoint over connections that {@link LineWatch} looks after. They may be silent for as long as the SSH
 * library waits for a server that gives no sign of life: 45 s with the settings of {@code routes/}.
 */
class WatchedEndpoint extends SftpEndpoint {

    private final LineWatch watch;

    WatchedEndpoint(String uri, WatchedComponent component, SftpConfiguration configuration) {
        super(uri, component, configuration);
        this.watch = component.watch;
    }

    @Override
    public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
        WatchedOperations operations =
                new WatchedOperations(new Lines(), getConfiguration().getConnectTimeout());
        operations.setEndpoint(this);
        return operations;
    }

    private final class Lines implements SocketFactory {

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            SftpConfiguration settings = getConfiguration();
            Duration silence = Duration.ofMillis(settings.getServerAliveInterval())
                    .multipliedBy(settings.getServerAliveCountMax() + 1L);
            return watch.connect(host, port, settings.getConnectTimeout(), silence);
        }

        @Override
        public InputStream getInputStream(Socket socket) throws IOException {
            return socket.getInputStream();
        }

        @Override
        public OutputStream getOutputStream(Socket socket) throws IOException {
            return socket.getOutputStream();
        }
    }
}
