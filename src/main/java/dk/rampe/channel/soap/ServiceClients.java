package dk.rampe.channel.soap;

import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** A client for each partner that the hub calls, from the start of the hub to its end. */
@Component
class ServiceClients {

    private final Map<String, ServiceClient> byPartner = new HashMap<>();

    /** @throws IllegalStateException for a partner whose address is none, or whose certificates or key store cannot be read */
    ServiceClients(Partners partners) {
        for (String id : partners.with(Partner::service)) {
            Partner.Service settings = partners.get(id).service();
            if (settings.url().getScheme() == null) {
                close();
                throw new IllegalStateException("rampe.partners." + id + ".service.url must be an https address");
            }
            try {
                byPartner.put(id, new ServiceClient(settings));
            } catch (IOException | GeneralSecurityException e) {
                close();
                throw new IllegalStateException(
                        "rampe.partners." + id
                                + ".service: trusted-certificates-file or key-store-file cannot be used ("
                                + e.getClass().getSimpleName() + ")",
                        e);
            }
        }
    }

    ServiceClient of(String partner) {
        return byPartner.get(partner);
    }

    @PreDestroy
    void close() {
        byPartner.values().forEach(ServiceClient::close);
    }
}
