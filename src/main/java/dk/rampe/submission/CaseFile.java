package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Ending;
import dk.rampe.participation.Event;
import dk.rampe.participation.Participation;
import dk.rampe.participation.PersonalField;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** One participation while a batch is worked through: what is stored of it, and what the batch adds. */
final class CaseFile {

    /** A stored or about to be stored event with the hash of its content. */
    record Entry(Event event, byte[] content) {}

    private static final Comparator<Entry> VERSIONS = Comparator.comparing(CaseFile::stamp)
            .thenComparing(version -> version.event().number());

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
     * Whether this telling changes nothing: what counts under its key says the same, or it is an older telling that was
     * told before, or said again later. A provider's event id is said once for all.
     */
    boolean knows(NewEvent event, byte[] content) {
        List<Entry> versions = entries.stream()
                .filter(entry -> entry.event().key().equals(event.key()))
                .toList();
        List<Entry> same = versions.stream()
                .filter(version -> Arrays.equals(version.content(), content))
                .toList();
        if (event.stamp() == null || same.isEmpty()) {
            return !same.isEmpty();
        }
        Entry counting = versions.stream().max(VERSIONS).orElseThrow();
        boolean overtaken = stamp(counting).compareTo(event.stamp()) > 0;
        return same.contains(counting)
                || overtaken && same.stream().anyMatch(version -> stamp(version).compareTo(event.stamp()) >= 0);
    }

    /** Whether a referral of this date opens the case anew instead of correcting it. */
    boolean isOverBefore(LocalDate referredOn) {
        Ending ending = fold().ending();
        return ending != null && ending.on().isBefore(referredOn);
    }

    /** Whether the person number that counts is this event's. */
    boolean isIdentifiedBy(Event event) {
        return fold().eventFor(PersonalField.IDENTIFIER)
                .filter(number -> number == event.number())
                .isPresent();
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
