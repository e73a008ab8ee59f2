package dk.rampe.channel.soap;

import dk.rampe.channel.soap.CallFailed.Reason;
import dk.rampe.partner.Partner.ServicePoll;
import dk.rampe.partner.Partners;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Trouble;
import dk.rampe.partner.Troubles;
import dk.rampe.partner.Troubles.Place;
import dk.rampe.submission.EventNumbers;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks a partner's service for what it has, page by page, and again for what it jumped over. Called from the route. */
@Component("servicePolling")
public class ServicePolling {

    private static final Logger LOG = LoggerFactory.getLogger(ServicePolling.class);

    /** Missing numbers that a poll asks for: a partner that jumps far is not asked without end. */
    private static final int MISSING_AT_ONCE = 20;

    private final ServiceClients clients;
    private final Partners partners;
    private final PolledEvents events;
    private final EventNumbers numbers;
    private final PollLease lease;
    private final Troubles troubles;
    private final Clock clock;
    private final Map<String, PollTimes> times = new ConcurrentHashMap<>();
    private final Map<String, Reason> told = new ConcurrentHashMap<>();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    ServicePolling(
            ServiceClients clients,
            Partners partners,
            PolledEvents events,
            EventNumbers numbers,
            PollLease lease,
            Troubles troubles,
            Clock clock) {
        this.clients = clients;
        this.partners = partners;
        this.events = events;
        this.numbers = numbers;
        this.lease = lease;
        this.troubles = troubles;
        this.clock = clock;
    }

    /** Whether it is time, the service is open, and this node is the one that polls. */
    public boolean isDue(String partner) {
        if (!isOpen(partner)) {
            // that it did not answer before it closed is no trouble until it opens
            if (closed.add(partner)) {
                troubles.ended(partner, Place.FETCHING, Trouble.AWAY);
            }
            return false;
        }
        closed.remove(partner);
        return times(partner).isDue(clock.instant()) && lease.take(PolledEvents.leaseOf(partner));
    }

    /** @throws IOException never for a service that does not answer as agreed: that is told, and tried again */
    public void poll(String partner) throws IOException {
        try {
            askAll(partner);
            times(partner).polled(clock.instant());
            troubles.ended(partner, Place.FETCHING);
            if (told.remove(partner) != null) {
                LOG.info("{}: polled again", partner);
            }
        } catch (CallFailed e) {
            times(partner).failed(clock.instant());
            troubles.arose(partner, Place.FETCHING, e.trouble());
            if (told.put(partner, e.reason()) != e.reason()) {
                LOG.warn("{}: cannot be polled ({})", partner, e.reason());
            }
        } catch (IOException | RuntimeException e) {
            times(partner).failed(clock.instant());
            throw e;
        }
    }

    private void askAll(String partner) throws IOException {
        HentSiden service = new HentSiden(clients.of(partner));
        int atMost = agreed(partner).atMost();
        boolean more = true;
        while (more && isOpen(partner)) {
            Optional<Long> position = numbers.position(partner);
            EventPage page = service.ask(position.orElse(0L), atMost);
            boolean advances = page.last() > position.orElse(0L);
            if (page.more() && !advances) {
                throw new CallFailed(Reason.NOT_UNDERSTOOD);
            }
            if (!page.runs().isEmpty()) {
                events.store(partner, page, position);
            }
            more = page.more();
        }
        for (long number : numbers.missing(partner, MISSING_AT_ONCE)) {
            askAgain(service, partner, number);
        }
    }

    private void askAgain(HentSiden service, String partner, long number) throws IOException {
        EventPage page = service.ask(number - 1, 1);
        Optional<EventRun> first = page.runs().stream().findFirst();
        if (first.isPresent() && first.get().first() == number) {
            events.storeMissing(partner, first.get());
            LOG.info("{}: event {} was missing and has come", partner, number);
        } else {
            numbers.asked(partner, number);
        }
    }

    private boolean isOpen(String partner) {
        return agreed(partner).isOpenAt(LocalTime.now(clock));
    }

    private PollTimes times(String partner) {
        return times.computeIfAbsent(partner, id -> new PollTimes(agreed(id).every()));
    }

    private ServicePoll agreed(String partner) {
        return partners.get(partner).service().poll();
    }
}
