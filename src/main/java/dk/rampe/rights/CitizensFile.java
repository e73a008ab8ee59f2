package dk.rampe.rights;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.participation.Event;
import dk.rampe.participation.Fate;
import dk.rampe.participation.Participation;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.rights.CitizensView.Happening;
import dk.rampe.rights.CitizensView.Limit;
import dk.rampe.rights.CitizensView.Opening;
import dk.rampe.rights.CitizensView.Processor;
import dk.rampe.submission.CaseTrail;
import dk.rampe.submission.CaseTrail.Case;
import dk.rampe.submission.CaseTrail.Recorded;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Gathers what the document says. Who the parties are, the settings tell. */
final class CitizensFile {

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
    private final Correspondence post;
    private final List<Opening> openings = new ArrayList<>();
    private final List<Limit> limits = new ArrayList<>();
    private boolean isProtected;
    private boolean withheld;

    CitizensFile(HubSettings settings, AccessRequest request, LocalDate today) {
        this.settings = settings;
        this.request = request;
        this.today = today;
        this.post = new Correspondence(settings, request.municipality());
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
                StatusWords.of(now, one.handedOverAt()),
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

    /** Of a case number that others have elsewhere, what is this municipality's. */
    void addArrivalsAndRecipients(CaseTrail trail) {
        post.add(trail, cases);
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

    void addLimits(List<Holding> held) {
        limits.addAll(LimitWords.of(held));
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
                post.arrivals(),
                post.recipients(),
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
}
