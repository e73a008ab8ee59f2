package dk.rampe.submission;

import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.SubmissionFormat;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import java.util.List;
import org.springframework.stereotype.Component;

/** How a submission is read, by its sender's agreement. */
@Component
class Formats {

    private final Partners partners;
    private final Mappings mappings;

    Formats(Partners partners, Mappings mappings) {
        this.partners = partners;
        this.mappings = mappings;
    }

    /** @throws IllegalArgumentException when the agreement knows no such submissions, or no more */
    SubmissionFormat of(Submission submission) {
        return of(submission.partner(), submission.kind());
    }

    SubmissionFormat of(String partner, String kind) {
        Partner sender = partners.get(partner);
        List<String> messages = sender.role() == Partner.Role.PROVIDER ? List.of(kind) : sender.messages(kind);
        return mappings.incoming(partner, messages);
    }
}
