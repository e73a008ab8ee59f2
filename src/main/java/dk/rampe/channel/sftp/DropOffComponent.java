package dk.rampe.channel.sftp;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** {@code sftp-drop-off:}, another way of writing, see {@link DropOff}: the body is a {@link Parcel}, the
 * property {@code delivery} what it is the content of. */
@Component("sftp-drop-off")
@org.apache.camel.spi.annotations.Component("sftp")
class DropOffComponent extends FolderComponent {

    DropOffComponent() {
        super("sftp-drop-off");
    }

    @Override
    void use(RemoteFolder remote, Exchange exchange) throws Exception {
        Delivery delivery = exchange.getProperty("delivery", Delivery.class);
        new DropOff(remote, delivery.fence()).put(exchange.getMessage().getMandatoryBody(Parcel.class));
    }
}
