package dk.rampe.submission;

import dk.rampe.mapping.Header;
import dk.rampe.mapping.UnreadableSubmission;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * By what a file is known again: its content. Files without lines all look alike, so that there the sender's id, or the
 * name if there is none, counts too.
 */
@Component
class Identities {

    /** A header is never larger; what is larger need not be looked into. */
    private static final long LARGEST_WITHOUT_LINES = 4096;

    private final Archive archive;
    private final Formats formats;

    Identities(Archive archive, Formats formats) {
        this.archive = archive;
        this.formats = formats;
    }

    byte[] of(Arrival arrival, Archive.Stored stored) {
        if (stored.size() > LARGEST_WITHOUT_LINES) {
            return stored.identity();
        }
        return withoutLines(arrival, stored)
                .map(header -> Stream.of(
                                arrival.incoming().sendersId(),
                                header.sendersId(),
                                arrival.incoming().name())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow())
                .map(own -> withOwn(stored.identity(), own))
                .orElse(stored.identity());
    }

    /** @param content SHA-256 of it */
    static boolean isOf(Ledger.Taken taken, byte[] content, String name) {
        return Arrays.equals(taken.identity(), content)
                || Stream.of(taken.sendersId(), name)
                        .filter(Objects::nonNull)
                        .anyMatch(own -> Arrays.equals(taken.identity(), withOwn(content, own)));
    }

    private static byte[] withOwn(byte[] content, String own) {
        return Archive.sha256(content, own.getBytes(StandardCharsets.UTF_8));
    }

    /** The header of a file that can be read and holds no line. */
    private Optional<Header> withoutLines(Arrival arrival, Archive.Stored stored) {
        Incoming incoming = arrival.incoming();
        try (InputStream content = archive.read(arrival.submission(stored.key()))) {
            return Optional.of(formats.of(incoming.partner(), incoming.kind()).check(content))
                    .filter(header -> header.lines() == 0);
        } catch (UnreadableSubmission e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
