package dk.rampe.command;

import dk.rampe.delivery.DeliveryTrail.Sent;
import dk.rampe.mapping.Fault;
import dk.rampe.participation.Event;
import dk.rampe.participation.Fate;
import dk.rampe.participation.Kind;
import dk.rampe.submission.CaseTrail;
import dk.rampe.submission.CaseTrail.Case;
import dk.rampe.submission.CaseTrail.Line;
import dk.rampe.submission.CaseTrail.Recorded;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A case for the eyes of an operator: a line for each event, below it where it came from and what it led to. */
final class CaseText {

    private static final Comparator<Recorded> BY_DATE = Comparator.comparing(
                    (Recorded recorded) -> recorded.event().occurredOn())
            .thenComparing(recorded -> recorded.event().kind())
            .thenComparing(recorded -> recorded.event().number());

    private final CaseTrail trail;
    private final Municipalities municipalities;
    private final LocalDate today;

    CaseText(CaseTrail trail, Municipalities municipalities, LocalDate today) {
        this.trail = trail;
        this.municipalities = municipalities;
        this.today = today;
    }

    void print(String caseNumber, PrintStream out) {
        for (Case one : trail.participations()) {
            out.printf("Case %s in %s%n", one.caseNumber(), municipalities.name(one.municipality()));
            CaseHead.print(one, today, out);
            events(one, out);
            out.println();
        }
        if (trail.participations().isEmpty()) {
            out.printf("Case %s: no referral of it has been taken%n%n", caseNumber);
        }
        lines(out);
    }

    private void events(Case one, PrintStream out) {
        Map<Long, Fate> fates = Fate.of(one.history());
        FactsText facts = new FactsText();
        Map<UUID, Long> answered = new HashMap<>();
        out.printf(
                "%n    %-10s %6s  %s%n",
                "date",
                "no.",
                "event (+ counts, - does not); 'in' and eight digits: the submission, as the log names it");
        for (Recorded recorded : one.events().stream().sorted(BY_DATE).toList()) {
            Event event = recorded.event();
            Fate fate = fates.get(event.number());
            String line = "  %s %s %6d  %-20s %s"
                    .formatted(
                            fate.what() == Fate.What.COUNTS ? '+' : '-',
                            event.occurredOn(),
                            event.number(),
                            event.kind(),
                            said(event, fate, facts, one));
            out.println(line.stripTrailing());
            OriginText.print(recorded, out);
            sentAbout(one, recorded, answered, out);
        }
    }

    private String said(Event event, Fate fate, FactsText facts, Case one) {
        List<String> said = new ArrayList<>();
        switch (fate.what()) {
            case COUNTS -> {}
            case OF_THE_NEXT -> said.add("counts in the case opened anew");
            default -> said.add(fate.what().name().toLowerCase(Locale.ROOT) + " by no. " + fate.by());
        }
        named(event, one)
                .ifPresent(number ->
                        said.add((event.kind() == Kind.RETRACTED ? "takes back" : "corrects") + " no. " + number));
        if (event.occurredOn().isAfter(today) && event.kind() != Kind.REGISTERED_IN_ERROR) {
            said.add("from its date on");
        }
        said.add(facts.of(event));
        said.removeIf(String::isEmpty);
        return String.join("; ", said);
    }

    /** The event it takes the place of, or takes back. */
    private static Optional<Long> named(Event event, Case one) {
        return one.history().stream()
                .filter(other ->
                        other.key().equals(event.supersedes()) && !other.key().equals(event.key()))
                .map(Event::number)
                .max(Long::compare);
    }

    private void sentAbout(Case one, Recorded recorded, Map<UUID, Long> answered, PrintStream out) {
        Event event = recorded.event();
        UUID submission = recorded.origin().submission();
        Long before = answered.putIfAbsent(submission, event.number());
        boolean shown = false;
        for (Sent sent : trail.sent()) {
            boolean ofEvent = one.id().equals(sent.participationId()) && sent.eventNumber() == event.number();
            boolean ofLine = sent.speaksOf(submission, recorded.origin().line());
            if (ofEvent || ofLine && before == null) {
                DeliveryText.print(sent, one, out);
            } else if (ofLine && !shown) {
                DeliveryText.see(sent, before, out);
                shown = true;
            }
        }
    }

    private void lines(PrintStream out) {
        if (!trail.lines().isEmpty()) {
            out.println("Lines about this case that made no event");
        }
        for (Line line : trail.lines()) {
            out.printf("  %s%n", OriginText.outcome(line));
            for (Fault fault : line.faults()) {
                String field = fault.field() == null ? "" : " " + fault.field() + ":";
                out.printf("    %s%s %s%n", fault.code(), field, fault.text(Locale.ENGLISH));
            }
            OriginText.print(line.origin(), null, out);
            trail.sent().stream()
                    .filter(sent -> sent.speaksOf(
                            line.origin().submission(), line.origin().line()))
                    .forEach(sent -> DeliveryText.print(sent, null, out));
        }
    }
}
