package dk.rampe.submission;

import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.partner.Partners;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * By what a file is known again: its content. Files without lines all look alike, so that there the sender's id, or the
 * name if there is none, counts too.
 */
@Component
class Identities {

    /** No file with a line in it that matters is smaller than its header; none without lines is larger than this. */
    private static final long LARGEST_WITHOUT_LINES = 4096;

    private final Archive archive;
    private final Mappings mappings;
    private final Partners partners;

    Identities(Archive archive, Mappings mappings, Partners partners) {
        this.archive = archive;
        this.mappings = mappings;
        this.partners = partners;
    }

    byte[] of(UUID id, LocalDate storedOn, Incoming incoming, Archive.Stored stored) {
        if (stored.size() > LARGEST_WITHOUT_LINES || hasLines(id, storedOn, incoming, stored)) {
            return stored.identity();
        }
        String own = incoming.sendersId() != null ? incoming.sendersId() : incoming.name();
        return Archive.sha256(stored.identity(), own.getBytes(StandardCharsets.UTF_8));
    }

    private boolean hasLines(UUID id, LocalDate storedOn, Incoming incoming, Archive.Stored stored) {
        var submission = new Submission(
                id,
                incoming.partner(),
                incoming.kind(),
                incoming.name(),
                incoming.sendersId(),
                incoming.stamp(),
                State.STORED,
                storedOn,
                stored.key(),
                0);
        var messages = partners.get(incoming.partner())
                .collect()
                .files()
                .get(incoming.kind())
                .messages();
        try (InputStream content = archive.read(submission)) {
            return mappings.incoming(incoming.partner(), messages)
                            .check(content)
                            .lines()
                    > 0;
        } catch (UnreadableSubmission e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
