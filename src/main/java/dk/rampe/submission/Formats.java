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

    /** Whether it is a provider's event, and not a file. */
    boolean isEvent(Submission submission) {
        return isProvider(partners.get(submission.partner()));
    }

    private static boolean isProvider(Partner partner) {
        return partner.role() == Partner.Role.PROVIDER;
    }

    SubmissionFormat of(String partner, String kind) {
        Partner sender = partners.get(partner);
        List<String> messages = isProvider(sender) ? List.of(kind) : sender.messages(kind);
        return mappings.incoming(partner, messages);
    }
}
