package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Ending;
import dk.rampe.participation.Event;
import dk.rampe.participation.Participation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** One participation while a batch is worked through: what is stored of it, and what the batch adds. */
final class CaseFile {

    /** A stored or about to be stored event with the hash of its content. */
    record Entry(Event event, byte[] content) {}

    private final UUID id;
    private final CaseKey key;
    private final String programme;
    private final int occurrence;
    private final String provider;
    private final List<Entry> entries = new ArrayList<>();

    CaseFile(UUID id, CaseKey key, String programme, int occurrence, String provider) {
        this.id = id;
        this.key = key;
        this.programme = programme;
        this.occurrence = occurrence;
        this.provider = provider;
    }

    void add(Entry entry) {
        entries.add(entry);
    }

    boolean has(String eventKey) {
        return entries.stream().anyMatch(entry -> entry.event().key().equals(eventKey));
    }

    /**
     * Whether this telling changes nothing: what counts under its key says the same, or the same was said with a later
     * stamp. A provider's event id is said once for all.
     */
    boolean knows(NewEvent event, byte[] content) {
        List<Entry> versions = entries.stream()
                .filter(entry -> entry.event().key().equals(event.key()))
                .toList();
        if (event.stamp() == null) {
            return versions.stream().anyMatch(version -> Arrays.equals(version.content(), content));
        }
        Entry counting = null;
        for (Entry version : versions) {
            boolean same = Arrays.equals(version.content(), content);
            if (same && stamp(version).compareTo(event.stamp()) > 0) {
                return true;
            }
            if (counting == null || stamp(version).compareTo(stamp(counting)) >= 0) {
                counting = version;
            }
        }
        return counting != null && Arrays.equals(counting.content(), content);
    }

    /** Whether a referral of this date opens the case anew instead of correcting it. */
    boolean isOverBefore(LocalDate referredOn) {
        Ending ending = fold().ending();
        return ending != null && ending.on().isBefore(referredOn);
    }

    LocalDate referredOn() {
        return fold().referredOn();
    }

    private Participation fold() {
        return Participation.of(entries.stream().map(Entry::event).toList(), LocalDate.MAX, Long.MAX_VALUE);
    }

    private static String stamp(Entry entry) {
        return entry.event().stamp() == null ? "" : entry.event().stamp();
    }

    UUID id() {
        return id;
    }

    CaseKey key() {
        return key;
    }

    String programme() {
        return programme;
    }

    int occurrence() {
        return occurrence;
    }

    String provider() {
        return provider;
    }
}
