package dk.rampe.command;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partner;
import dk.rampe.submission.CaseTrail;
import dk.rampe.submission.CaseTrail.Line;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whose cases are whose, by the partners' settings. */
final class Municipalities {

    private final Map<String, Partner> partners;

    Municipalities(HubSettings hub) {
        this.partners = hub.partners();
    }

    String name(String code) {
        return partners.values().stream()
                .filter(partner -> partner.role() == Partner.Role.JOBCENTRE)
                .filter(partner -> code.equals(partner.municipality()))
                .map(partner -> code + " (" + partner.name() + ")")
                .findFirst()
                .orElse(code);
    }

    /** A provider's line may be about a case of any municipality when it was refused: it stays. */
    CaseTrail only(String code, CaseTrail trail) {
        return new CaseTrail(
                trail.participations().stream()
                        .filter(one -> code.equals(one.municipality()))
                        .toList(),
                trail.lines().stream()
                        .filter(line -> of(line) == null || code.equals(of(line)))
                        .toList(),
                trail.sent());
    }

    /** A sentence for who looks in the wrong municipality; empty when the case is in none. */
    String elsewhere(CaseTrail trail) {
        Set<String> others = new TreeSet<>();
        trail.participations().forEach(one -> others.add(name(one.municipality())));
        return others.isEmpty() ? "" : " There is one in " + String.join(", ", others) + ".";
    }

    /** What the line's case is of, else its sender; null when neither tells. */
    private String of(Line line) {
        Partner sender = partners.get(line.origin().partner());
        return line.municipality() != null || sender == null ? line.municipality() : sender.municipality();
    }
}
