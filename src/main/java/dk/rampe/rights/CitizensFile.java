package dk.rampe.rights;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.DeliveryTrail.Sent;
import dk.rampe.participation.Event;
import dk.rampe.participation.Fate;
import dk.rampe.participation.Participation;
import dk.rampe.participation.Status;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.rights.CitizensView.Arrival;
import dk.rampe.rights.CitizensView.Happening;
import dk.rampe.rights.CitizensView.Limit;
import dk.rampe.rights.CitizensView.Opening;
import dk.rampe.rights.CitizensView.Processor;
import dk.rampe.rights.CitizensView.Recipient;
import dk.rampe.submission.CaseTrail;
import dk.rampe.submission.CaseTrail.Case;
import dk.rampe.submission.CaseTrail.Line;
import dk.rampe.submission.CaseTrail.Origin;
import dk.rampe.submission.CaseTrail.Recorded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Gathers what the document says. Who the parties are, the settings tell. */
final class CitizensFile {

    private static final Set<String> GIVEN = Set.of("SENT", "ACCEPTED", "REJECTED");
    private static final Comparator<Recorded> BY_DATE = Comparator.comparing(
                    (Recorded recorded) -> recorded.event().occurredOn())
            .thenComparing(recorded -> recorded.event().kind())
            .thenComparing(recorded -> recorded.event().number());

    private final HubSettings settings;
    private final AccessRequest request;
    private final LocalDate today;
    private final Set<String> programmes = new TreeSet<>();
    private final Set<String> providers = new TreeSet<>();
    private final List<Case> cases = new ArrayList<>();
    private final List<CitizensView.Participation> participations = new ArrayList<>();
    private final Map<Came, Set<String>> arrivals = new TreeMap<>();
    private final Map<Instant, List<Recipient>> recipients = new TreeMap<>();
    private final List<Opening> openings = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private boolean isProtected;
    private boolean withheld;

    /** What one partner sends on one day stands together. */
    private record Came(LocalDate on, String partner, String channel) implements Comparable<Came> {

        static Came of(Origin origin) {
            return new Came(day(origin.receivedAt()), origin.partner(), origin.channel());
        }

        @Override
        public int compareTo(Came other) {
            return Comparator.comparing(Came::on)
                    .thenComparing(Came::partner)
                    .thenComparing(Came::channel)
                    .compare(this, other);
        }
    }

    CitizensFile(HubSettings settings, AccessRequest request, LocalDate today) {
        this.settings = settings;
        this.request = request;
        this.today = today;
    }

    /** @param gone since when there is no key, or null */
    void add(Case one, Map<Long, JsonNode> opened, LocalDate gone) {
        cases.add(one);
        programmes.add(one.programme());
        providers.add(one.provider());
        PersonalHalf personal = new PersonalHalf(one, opened);
        withheld |= personal.isWithheld();
        Participation now = Participation.of(one.history(), today, Long.MAX_VALUE);
        isProtected |=
                Participation.of(one.history(), LocalDate.MAX, Long.MAX_VALUE).isProtected();
        participations.add(new CitizensView.Participation(
                one.caseNumber(),
                now.exists() ? "Henvist den " + Danish.date(now.referredOn()) : "Ingen henvisning gælder",
                now.exists() ? status(now, day(one.handedOverAt())) : "ingen",
                personal.fields(),
                gone == null ? null : Danish.date(gone),
                happenings(one, personal)));
    }

    private List<Happening> happenings(Case one, PersonalHalf personal) {
        Map<Long, Fate> fates = Fate.of(one.history());
        return one.events().stream()
                .sorted(BY_DATE)
                .map(recorded -> {
                    Event event = recorded.event();
                    return new Happening(
                            Danish.date(event.occurredOn()),
                            Danish.word("kind", event.kind()),
                            EventWords.of(
                                    event,
                                    fates.get(event.number()),
                                    personal.besides(event).toList()),
                            event.kind().isToldByJobcentre() ? jobcentre().name() : name(one.provider()));
                })
                .toList();
    }

    private static String status(Participation participation, LocalDate handedOverOn) {
        Status status = Status.of(participation, handedOverOn);
        String reason = status.reason() == null ? "" : " (" + Danish.word("reason", status.reason()) + ")";
        return status.code().danish() + reason + ", siden " + Danish.date(status.on());
    }

    /** Of a case number that others have elsewhere, what is this municipality's. */
    void addArrivalsAndRecipients(CaseTrail trail) {
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
                .forEach(sent -> addRecipient(sent, submissions.keySet()));
    }

    private boolean isHere(Line line) {
        Partner sender = settings.partners().get(line.origin().partner());
        return request.municipality()
                .equals(line.municipality() != null || sender == null ? line.municipality() : sender.municipality());
    }

    private void addRecipient(Sent sent, Set<UUID> submissions) {
        String what = Danish.word("sent", sent.kind());
        if (sent.participationId() != null) {
            Case about = cases.stream()
                    .filter(one -> one.id().equals(sent.participationId()))
                    .findFirst()
                    .orElse(null);
            if (about == null) {
                return;
            }
            if (sent.kind() == Kind.STATUS) {
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
        Participation then = Participation.of(about.history(), day(sent.madeAt()), sent.eventNumber());
        return then.exists() ? status(then, handedOver ? day(about.handedOverAt()) : null) : "ingen";
    }

    void addOpenings(List<Audits.Opening> audited) {
        for (Audits.Opening opening : audited) {
            boolean isPartner = settings.partners().containsKey(opening.who());
            boolean isAccess = opening.purpose().startsWith(Audits.ACCESS);
            String purpose = Danish.word("purpose", isAccess ? "access" : opening.purpose());
            openings.add(new Opening(
                    Danish.moment(opening.at()),
                    isPartner
                            ? "Rampe, til brug for " + name(opening.who())
                            : opening.who().equals("hub") ? "Rampe, automatisk" : "En medarbejder hos Rampe",
                    purpose.equals(opening.purpose()) ? Danish.word("purpose", "other") : purpose));
        }
    }

    /** Things of one store and several partners or cases stand together. */
    void addLimits(List<Holding> held) {
        Map<Store, List<Holding>> byStore =
                held.stream().collect(Collectors.groupingBy(Holding::store, TreeMap::new, Collectors.toList()));
        byStore.forEach((store, holdings) -> limits.add(new Limit(
                Danish.word("store", store),
                holdings.stream()
                        .map(Holding::oldest)
                        .min(Comparator.naturalOrder())
                        .map(oldest -> Danish.date(Deadlines.day(oldest)))
                        .orElse(""),
                howLong(store, holdings.get(0)),
                until(store, holdings))));
    }

    private static String howLong(Store store, Holding holding) {
        return switch (store) {
            case VAULT -> Danish.limit(holding.limit()) + " efter, at forløbet er slut";
            case PERSONS -> "så længe som dine personoplysninger";
            case FACTS -> "så længe evalueringen varer";
            default -> Danish.limit(holding.limit());
        };
    }

    private static String until(Store store, List<Holding> holdings) {
        return holdings.stream()
                .map(Holding::until)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .map(day ->
                        (holdings.size() > 1 || holdings.get(0).items() > 1 ? "det første " : "") + Danish.date(day))
                .orElse(
                        switch (store) {
                            case VAULT -> "forløbet er ikke slut";
                            case FACTS -> "datoen er ikke sat endnu";
                            default -> "";
                        });
    }

    CitizensView view() {
        Partner jobcentre = jobcentre();
        return new CitizensView(
                Danish.date(today),
                request.municipality(),
                request.caseNumber(),
                request.reference(),
                programmes.stream()
                        .map(id -> settings.programmes().get(id))
                        .map(programme -> programme == null ? "" : programme.name())
                        .collect(Collectors.joining(", ")),
                jobcentre.name(),
                jobcentre.agreement().reference(),
                jobcentre.agreement().legalBasis(),
                providers.stream().map(this::processor).toList(),
                settings.partners().values().stream()
                        .filter(partner -> partner.role() == Partner.Role.EVALUATOR)
                        .filter(partner -> partner.programmes().stream().anyMatch(programmes::contains))
                        .map(Partner::name)
                        .sorted()
                        .toList(),
                isProtected,
                withheld,
                participations,
                arrivals.entrySet().stream()
                        .map(arrival -> new Arrival(
                                Danish.date(arrival.getKey().on()),
                                name(arrival.getKey().partner()),
                                Danish.word("channel", arrival.getKey().channel()),
                                String.join(". ", arrival.getValue())))
                        .toList(),
                recipients.values().stream().flatMap(List::stream).toList(),
                openings,
                limits);
    }

    private Processor processor(String id) {
        Partner provider = settings.partners().get(id);
        return new Processor(
                name(id), provider == null ? "" : provider.agreement().reference());
    }

    /** @throws CannotAnswer when no partner of the settings is the controller */
    private Partner jobcentre() {
        return settings.partners().values().stream()
                .filter(partner -> partner.role() == Partner.Role.JOBCENTRE)
                .filter(partner -> request.municipality().equals(partner.municipality()))
                .findFirst()
                .orElseThrow(() -> new CannotAnswer("Municipality " + request.municipality()
                        + " is no partner in the settings, so nobody can say who is the controller."));
    }

    private String name(String partner) {
        Partner known = settings.partners().get(partner);
        return known == null ? partner : known.name();
    }

    private static LocalDate day(Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, DanishTime.ZONE);
    }
}
