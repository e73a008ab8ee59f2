package dk.rampe.channel.sftp;

import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.component.file.remote.RemoteFileProducer;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/**
 * Camel's SFTP with a producer of our own over Camel's connection. Takes the parameters of {@code sftp:}; an exchange
 * that fails closes the connection.
 */
abstract class FolderComponent extends WatchedComponent {

    private final String scheme;

    FolderComponent(String scheme, LineWatch watch) {
        super(watch);
        this.scheme = scheme;
    }

    abstract void use(RemoteFolder remote, Exchange exchange) throws Exception;

    /** The server could be reached, and used. */
    void succeeded(Exchange exchange) {}

    void failed(Exchange exchange, Exception cause) {}

    @Override
    WatchedEndpoint endpoint(String uri, SftpConfiguration configuration) {
        return new FolderEndpoint(uri, configuration);
    }

    private final class FolderEndpoint extends WatchedEndpoint {

        FolderEndpoint(String uri, SftpConfiguration configuration) {
            super(uri, FolderComponent.this, configuration);
        }

        @Override
        protected GenericFileProducer<SftpRemoteFile> buildProducer() {
            return new FolderProducer(this);
        }

        @Override
        public String getScheme() {
            return scheme;
        }
    }

    private final class FolderProducer extends RemoteFileProducer<SftpRemoteFile> {

        FolderProducer(SftpEndpoint endpoint) {
            super(endpoint, endpoint.createRemoteFileOperations());
        }

        @Override
        protected void doProcess(Exchange exchange) throws Exception {
            try {
                preWriteCheck(exchange);
                use(new RemoteFolder(operations, endpoint), exchange);
                postWriteCheck(exchange);
            } catch (Exception e) {
                disconnect();
                failed(exchange, e);
                throw e;
            }
            succeeded(exchange);
        }
    }
}
