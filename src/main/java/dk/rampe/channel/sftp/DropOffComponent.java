package dk.rampe.channel.sftp;

import dk.rampe.delivery.Parcel;
import java.net.URI;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileProducer;
import org.apache.camel.component.file.remote.FtpUtils;
import org.apache.camel.component.file.remote.RemoteFileProducer;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.StringHelper;
import org.springframework.stereotype.Component;

/**
 * {@code sftp-drop-off:}, Camel's SFTP with another way of writing, see {@link DropOff}: the body is a {@link Parcel}.
 * Takes the parameters of {@code sftp:}.
 */
@Component("sftp-drop-off")
@org.apache.camel.spi.annotations.Component("sftp")
class DropOffComponent extends SftpComponent {

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SftpConfiguration configuration = new SftpConfiguration(new URI(StringHelper.before(uri, "?", uri)));
        FtpUtils.ensureRelativeFtpDirectory(this, configuration);
        return new DropOffEndpoint(uri, this, configuration);
    }

    private static final class DropOffEndpoint extends SftpEndpoint {

        DropOffEndpoint(String uri, SftpComponent component, SftpConfiguration configuration) {
            super(uri, component, configuration);
        }

        @Override
        protected GenericFileProducer<SftpRemoteFile> buildProducer() {
            return new DropOffProducer(this);
        }

        @Override
        public String getScheme() {
            return "sftp-drop-off";
        }
    }

    private static final class DropOffProducer extends RemoteFileProducer<SftpRemoteFile> {

        DropOffProducer(SftpEndpoint endpoint) {
            super(endpoint, endpoint.createRemoteFileOperations());
        }

        @Override
        protected void doProcess(Exchange exchange) throws Exception {
            preWriteCheck(exchange);
            try {
                new DropOff(new RemoteFolder(operations, endpoint))
                        .put(exchange.getMessage().getMandatoryBody(Parcel.class));
            } catch (Exception e) {
                disconnect();
                throw e;
            }
            postWriteCheck(exchange);
        }
    }
}
