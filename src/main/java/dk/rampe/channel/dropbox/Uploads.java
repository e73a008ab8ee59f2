package dk.rampe.channel.dropbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which of a partner's files are complete. That a file was closed is on the disk before the partner hears that it is, so
 * that what a killed hub finds half-written is never taken for a whole one.
 */
final class Uploads {

    /** Some clients look once more at what they have put there. */
    static final Duration LEFT_ALONE = Duration.ofSeconds(3);

    private final Account account;
    private final Map<Place, Integer> open = new HashMap<>();
    private final Set<Place> beingTaken = new HashSet<>();

    /** Stored, perhaps, and not removed: closed before this node started, or what removing failed of. */
    private final Set<Place> leftOver;

    Uploads(Account account) throws IOException {
        this.account = account;
        this.leftOver = new HashSet<>(marked());
    }

    /** @param folder one of the agreed, without anything before or behind it */
    record Place(String folder, String name) {}

    synchronized void opening(Place place) throws IOException {
        mustNotBeTaken(place);
        unmark(place);
        open.merge(place, 1, Integer::sum);
    }

    /** @param complete whether its partner says so; else the line broke */
    synchronized void closed(Place place, boolean complete) throws IOException {
        release(place);
        if (complete && !open.containsKey(place)) {
            mark(place, file(place));
        }
    }

    private void release(Place place) {
        open.computeIfPresent(place, (any, count) -> count == 1 ? null : count - 1);
    }

    /**
     * Until {@link #renamed}, its new place is as one that is being written. It is marked already: a partner who hears
     * nothing, for the hub was killed, and sees the new name, is right to take the file for delivered.
     */
    synchronized void renaming(Place from, Place to) throws IOException {
        mustNotBeTaken(from);
        mustNotBeTaken(to);
        if (open.containsKey(from) || open.containsKey(to)) {
            throw new FileSystemException(to.name(), null, "is being written");
        }
        unmark(to);
        mark(to, file(from));
        unmark(from);
        open.merge(to, 1, Integer::sum);
    }

    synchronized void renamed(Place to, boolean done) throws IOException {
        release(to);
        if (!done) {
            unmark(to);
        }
        sync(file(to).getParent());
    }

    synchronized void removing(Place place) throws IOException {
        mustNotBeTaken(place);
        unmark(place);
    }

    /** @return whether it may be taken now; then nobody else touches it until {@link #end} */
    synchronized boolean begin(Place place) throws IOException {
        if (open.containsKey(place)) {
            return false;
        }
        if (!Files.exists(file(place))) {
            unmark(place);
            return false;
        }
        return Files.exists(marker(place)) && beingTaken.add(place);
    }

    /** @param taken else it may have been stored, and lie there only because it could not be removed */
    synchronized void end(Place place, boolean taken) {
        beingTaken.remove(place);
        if (taken) {
            leftOver.remove(place);
        } else {
            leftOver.add(place);
        }
    }

    synchronized boolean isLeftOver(Place place) {
        return leftOver.contains(place);
    }

    synchronized boolean isReady(Place place) {
        return Files.exists(marker(place)) || open.containsKey(place);
    }

    /** Unless it is complete, being written or being taken. */
    synchronized void removeIfNobodyNeedsIt(Place place) throws IOException {
        if (!isReady(place) && !beingTaken.contains(place)) {
            remove(place);
        }
    }

    /** It is stored, or answered: the file goes first, so that a marker without one is all that can be left. */
    synchronized void remove(Place place) throws IOException {
        Files.deleteIfExists(file(place));
        sync(file(place).getParent());
        unmark(place);
    }

    List<Place> ready(Instant now) throws IOException {
        List<Place> ready = new ArrayList<>();
        for (Place place : marked()) {
            Instant closed = Files.getLastModifiedTime(marker(place)).toInstant();
            if (!now.isBefore(closed.plus(LEFT_ALONE)) || now.isBefore(closed)) {
                ready.add(place);
            }
        }
        return ready;
    }

    Path file(Place place) {
        return account.home().resolve(place.folder()).resolve(place.name());
    }

    private List<Place> marked() throws IOException {
        List<Place> marked = new ArrayList<>();
        for (String folder : account.forUploads()) {
            try (Stream<Path> markers = Files.list(account.ready().resolve(folder))) {
                markers.sorted()
                        .forEach(marker -> marked.add(
                                new Place(folder, marker.getFileName().toString())));
            }
        }
        return marked;
    }

    private void mustNotBeTaken(Place place) throws IOException {
        if (beingTaken.contains(place)) {
            throw new FileSystemException(place.name(), null, "is being taken");
        }
    }

    /** @param file where its content is */
    private void mark(Place place, Path file) throws IOException {
        if (!AgreedNames.areOf(account.partner().collect(), place.name()) || !Files.exists(file)) {
            return;
        }
        try (FileChannel content = FileChannel.open(file, StandardOpenOption.WRITE)) {
            content.force(true);
        }
        sync(file.getParent());
        Files.write(marker(place), new byte[0], StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        Files.setLastModifiedTime(marker(place), FileTime.from(Instant.now()));
        sync(marker(place).getParent());
    }

    private void unmark(Place place) throws IOException {
        if (Files.deleteIfExists(marker(place))) {
            sync(marker(place).getParent());
        }
    }

    private Path marker(Place place) {
        return account.ready().resolve(place.folder()).resolve(place.name());
    }

    static void sync(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }
}
