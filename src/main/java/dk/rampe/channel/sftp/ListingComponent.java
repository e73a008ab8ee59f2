package dk.rampe.channel.sftp;

import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** {@code sftp-listing:}, the body is the name of a folder and becomes the set of all names in it. */
@Component("sftp-listing")
@org.apache.camel.spi.annotations.Component("sftp")
class ListingComponent extends FolderComponent {

    ListingComponent(LineWatch watch) {
        super("sftp-listing", watch);
    }

    @Override
    void use(RemoteFolder remote, Exchange exchange) throws Exception {
        exchange.getMessage().setBody(remote.names(exchange.getMessage().getMandatoryBody(String.class)));
    }
}
