package dk.rampe.channel.soap;

import dk.rampe.delivery.Answer;
import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.StatusCalls;
import dk.rampe.partner.Partners;
import dk.rampe.partner.Troubles;
import dk.rampe.partner.Troubles.Place;
import java.io.IOException;
import org.springframework.stereotype.Component;
import org.w3c.dom.Document;

/** Tells a partner's service the status of a case, and takes its answer. Called from the route. */
@Component("statusTelling")
public class StatusTelling {

    private final StatusCalls calls;
    private final ServiceClients clients;
    private final Partners partners;
    private final Troubles troubles;

    StatusTelling(StatusCalls calls, ServiceClients clients, Partners partners, Troubles troubles) {
        this.calls = calls;
        this.clients = clients;
        this.partners = partners;
        this.troubles = troubles;
    }

    /** @throws IOException when there is no answer; whether the partner has been told is not known then */
    public Answer tell(Delivery delivery) throws IOException {
        String partner = delivery.partner();
        StatusOperation operation =
                StatusOperation.of(partners.get(partner).service().status().contract());
        Document body = operation.body(calls.document(delivery));
        try {
            Answer answer = operation.read(clients.of(partner).call(operation.action(), body));
            troubles.ended(partner, Place.DELIVERING);
            return answer;
        } catch (CallFailed e) {
            troubles.arose(partner, Place.DELIVERING, e.trouble());
            throw e;
        }
    }
}
