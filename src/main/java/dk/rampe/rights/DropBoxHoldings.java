package dk.rampe.rights;

import dk.rampe.partner.Partner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What lies in the drop boxes, in clear: receipts and statuses until they are fetched, uploads for moments. */
final class DropBoxHoldings {

    private final Deadlines deadlines;

    DropBoxHoldings(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    /** Counts files on this machine's disk; on one without {@code rampe.dropbox} nobody can say. */
    List<Holding> all() {
        List<Holding> all = new ArrayList<>();
        deadlines.partners().forEach((id, partner) -> {
            if (partner.dropbox() != null) {
                all.add(deadlines
                        .dropBox()
                        .map(settings -> of(id, partner, settings.home(id)))
                        .orElseGet(() -> new Holding(
                                id,
                                Store.DROP_BOX,
                                null,
                                null,
                                null,
                                partner.dropbox().keep(),
                                null,
                                0)));
            }
        });
        return all;
    }

    private Holding of(String id, Partner partner, Path home) {
        Duration keep = partner.dropbox().keep();
        List<Instant> times = times(home);
        Instant oldest = times.stream().min(Comparator.naturalOrder()).orElse(null);
        Instant overdue = deadlines.overdueWhenLyingSince(keep);
        return new Holding(
                id,
                Store.DROP_BOX,
                (long) times.size(),
                null,
                oldest,
                keep,
                oldest == null ? null : Deadlines.day(oldest.plus(keep)),
                times.stream().filter(time -> time.isBefore(overdue)).count());
    }

    /** When each file was written; a partner may take some away meanwhile. */
    private static List<Instant> times(Path home) {
        if (!Files.isDirectory(home)) {
            return List.of();
        }
        List<Instant> times = new ArrayList<>();
        try (Stream<Path> all = Files.walk(home)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try {
                    times.add(Files.getLastModifiedTime(file).toInstant());
                } catch (NoSuchFileException e) {
                    continue;
                }
            }
            return times;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
