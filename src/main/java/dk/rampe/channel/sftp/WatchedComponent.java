package dk.rampe.channel.sftp;

import java.net.URI;
import java.util.Map;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.remote.FtpUtils;
import org.apache.camel.component.file.remote.SftpComponent;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.StringHelper;

/** Camel's SFTP over connections that {@link LineWatch} looks after. */
abstract class WatchedComponent extends SftpComponent {

    final LineWatch watch;

    WatchedComponent(LineWatch watch) {
        this.watch = watch;
    }

    @Override
    protected GenericFileEndpoint<SftpRemoteFile> buildFileEndpoint(
            String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SftpConfiguration configuration = new SftpConfiguration(new URI(StringHelper.before(uri, "?", uri)));
        FtpUtils.ensureRelativeFtpDirectory(this, configuration);
        return endpoint(uri, configuration);
    }

    WatchedEndpoint endpoint(String uri, SftpConfiguration configuration) {
        return new WatchedEndpoint(uri, this, configuration);
    }
}
