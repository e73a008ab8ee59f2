package dk.rampe.channel.sftp;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Parcel;
import dk.rampe.partner.Troubles;
import dk.rampe.partner.Troubles.Place;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * {@code sftp-drop-off:}, another way of writing, see {@link DropOff}: the body is a {@link Parcel}, the property {@code
 * delivery} what it is the content of.
 */
@Component("sftp-drop-off")
@org.apache.camel.spi.annotations.Component("sftp")
class DropOffComponent extends FolderComponent {

    private final Troubles troubles;

    DropOffComponent(LineWatch watch, Troubles troubles) {
        super("sftp-drop-off", watch);
        this.troubles = troubles;
    }

    @Override
    void use(RemoteFolder remote, Exchange exchange) throws Exception {
        Delivery delivery = exchange.getProperty("delivery", Delivery.class);
        new DropOff(remote, delivery.fence()).put(exchange.getMessage().getMandatoryBody(Parcel.class));
    }

    @Override
    void succeeded(Exchange exchange) {
        troubles.ended(partner(exchange), Place.DELIVERING);
    }

    @Override
    void failed(Exchange exchange, Exception cause) {
        Cause.of(cause).trouble().ifPresent(trouble -> troubles.arose(partner(exchange), Place.DELIVERING, trouble));
    }

    private static String partner(Exchange exchange) {
        return exchange.getProperty("delivery", Delivery.class).partner();
    }
}
