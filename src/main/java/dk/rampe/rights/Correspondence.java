package dk.rampe.rights;

import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.DeliveryTrail.Sent;
import dk.rampe.participation.Participation;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.rights.CitizensView.Arrival;
import dk.rampe.rights.CitizensView.Recipient;
import dk.rampe.submission.CaseTrail;
import dk.rampe.submission.CaseTrail.Case;
import dk.rampe.submission.CaseTrail.Line;
import dk.rampe.submission.CaseTrail.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** What came in about a citizen's cases in one municipality, and who was given what. */
final class Correspondence {

    private static final Set<String> GIVEN = Set.of("SENT", "ACCEPTED", "REJECTED");

    private final HubSettings settings;
    private final String municipality;
    private final Map<Came, Set<String>> arrivals = new TreeMap<>();
    private final Map<Instant, List<Recipient>> recipients = new TreeMap<>();

    Correspondence(HubSettings settings, String municipality) {
        this.settings = settings;
        this.municipality = municipality;
    }

    /** What one partner sends on one day stands together. */
    private record Came(LocalDate on, String partner, String channel) implements Comparable<Came> {

        static Came of(Origin origin) {
            return new Came(Deadlines.day(origin.receivedAt()), origin.partner(), origin.channel());
        }

        @Override
        public int compareTo(Came other) {
            return Comparator.comparing(Came::on)
                    .thenComparing(Came::partner)
                    .thenComparing(Came::channel)
                    .compare(this, other);
        }
    }

    /** @param cases the citizen's; of a case number that others have elsewhere, only what is this municipality's counts */
    void add(CaseTrail trail, List<Case> cases) {
        Map<UUID, Origin> submissions = new LinkedHashMap<>();
        Map<UUID, Set<String>> about = new LinkedHashMap<>();
        for (Case one : trail.participations()) {
            if (cases.contains(one)) {
                one.events().stream()
                        .filter(recorded -> recorded.origin().partner() != null)
                        .forEach(recorded -> {
                            submissions.put(recorded.origin().submission(), recorded.origin());
                            about.computeIfAbsent(recorded.origin().submission(), any -> new TreeSet<>())
                                    .add(Danish.word("kind", recorded.event().kind()));
                        });
            }
        }
        trail.lines().stream().filter(this::isHere).forEach(line -> {
            submissions.put(line.origin().submission(), line.origin());
            about.computeIfAbsent(line.origin().submission(), any -> new TreeSet<>())
                    .add("En oplysning, der blev " + Danish.word("outcome", line.outcome()));
        });
        submissions.forEach((id, origin) -> arrivals.computeIfAbsent(Came.of(origin), any -> new TreeSet<>())
                .addAll(about.get(id)));
        trail.sent().stream()
                .filter(sent -> GIVEN.contains(sent.state()) && sent.sentAt() != null)
                .forEach(sent -> addRecipient(sent, cases, submissions.keySet()));
    }

    private boolean isHere(Line line) {
        Partner sender = settings.partners().get(line.origin().partner());
        return municipality.equals(
                line.municipality() != null || sender == null ? line.municipality() : sender.municipality());
    }

    private void addRecipient(Sent sent, List<Case> cases, Set<UUID> submissions) {
        String what = Danish.word("sent", sent.kind());
        if (sent.participationId() != null) {
            Case about = cases.stream()
                    .filter(one -> one.id().equals(sent.participationId()))
                    .findFirst()
                    .orElse(null);
            if (about == null) {
                return;
            }
            if (sent.kind() == Kind.STATUS || sent.kind() == Kind.STATUS_CALL) {
                what += ": " + told(sent, about);
            }
        } else if (!submissions.contains(sent.submissionId())) {
            return;
        }
        recipients
                .computeIfAbsent(sent.sentAt(), any -> new ArrayList<>())
                .add(new Recipient(Danish.moment(sent.sentAt()), name(sent.partner()), what));
    }

    /** Worked out again from what was known when it was made. */
    private static String told(Sent sent, Case about) {
        boolean handedOver =
                about.handedOverAt() != null && !about.handedOverAt().isAfter(sent.madeAt());
        Participation then = Participation.of(about.history(), Deadlines.day(sent.madeAt()), sent.eventNumber());
        return StatusWords.of(then, handedOver ? about.handedOverAt() : null);
    }

    /** By day. */
    List<Arrival> arrivals() {
        return arrivals.entrySet().stream()
                .map(arrival -> new Arrival(
                        Danish.date(arrival.getKey().on()),
                        name(arrival.getKey().partner()),
                        Danish.word("channel", arrival.getKey().channel()),
                        String.join(". ", arrival.getValue())))
                .toList();
    }

    /** In the order in which they got it. */
    List<Recipient> recipients() {
        return recipients.values().stream().flatMap(List::stream).toList();
    }

    private String name(String partner) {
        Partner known = settings.partners().get(partner);
        return known == null ? partner : known.name();
    }
}
