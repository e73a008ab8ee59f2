package dk.rampe.channel.sftp;

import dk.rampe.delivery.Parcel;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** {@code sftp-drop-off:}, another way of writing, see {@link DropOff}: the body is a {@link Parcel}. */
@Component("sftp-drop-off")
@org.apache.camel.spi.annotations.Component("sftp")
class DropOffComponent extends FolderComponent {

    DropOffComponent(LineWatch watch) {
        super("sftp-drop-off", watch);
    }

    @Override
    void use(RemoteFolder remote, Exchange exchange) throws Exception {
        new DropOff(remote).put(exchange.getMessage().getMandatoryBody(Parcel.class));
    }
}
