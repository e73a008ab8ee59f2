package dk.rampe.submission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Event;
import dk.rampe.participation.Kind;
import dk.rampe.participation.Participation;
import dk.rampe.participation.PersonalField;
import dk.rampe.participation.Reopening;
import dk.rampe.vault.Digest;
import dk.rampe.vault.Digests;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** One participation while a batch is worked through: what is stored of it, and what the batch adds. */
final class CaseFile {

    /**
     * A stored or about to be stored event.
     *
     * @param content hash by which the same telling is known again, with the look-up key that made it
     * @param submission and {@code line}: where it was told
     * @param personal its personal half; null when only the vault has it
     */
    record Entry(Event event, Digest content, UUID submission, long line, ObjectNode personal) {

        /** Hashes that two look-up keys have made tell nothing; then it is the same if it was told in the same line. */
        private boolean repeats(Entry other) {
            return content.is(other.content) || line == other.line && submission.equals(other.submission);
        }
    }

    private static final Comparator<Entry> VERSIONS = Comparator.comparing(CaseFile::stamp)
            .thenComparing(version -> version.event().number());

    private final UUID id;
    private final CaseKey key;
    private final String programme;
    private final int occurrence;
    private final String provider;
    private final boolean closed;
    private final List<Entry> entries = new ArrayList<>();

    /** @param closed whether its personal half went when its time was up */
    CaseFile(UUID id, CaseKey key, String programme, int occurrence, String provider, boolean closed) {
        this.id = id;
        this.key = key;
        this.programme = programme;
        this.occurrence = occurrence;
        this.provider = provider;
        this.closed = closed;
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
    boolean knows(String eventKey, String stamp, Digests content) {
        return knows(eventKey, stamp, (Entry version) -> content.contain(version.content()));
    }

    /** The same of what another participation of the case has been told. */
    boolean knows(Entry told) {
        return knows(told.event().key(), told.event().stamp(), told::repeats);
    }

    private boolean knows(String eventKey, String stamp, Predicate<Entry> isSame) {
        List<Entry> versions = entries.stream()
                .filter(entry -> entry.event().key().equals(eventKey))
                .toList();
        List<Entry> same = versions.stream().filter(isSame).toList();
        if (stamp == null || same.isEmpty()) {
            return !same.isEmpty();
        }
        Entry counting = versions.stream().max(VERSIONS).orElseThrow();
        boolean overtaken = stamp(counting).compareTo(stamp) > 0;
        return same.contains(counting)
                || overtaken && same.stream().anyMatch(version -> stamp(version).compareTo(stamp) >= 0);
    }

    /** Nothing personal can be kept of it any more. */
    boolean isClosed() {
        return closed;
    }

    /** Whether a referral of this date opens the case anew instead of correcting it. What is closed was over. */
    boolean isOverBefore(LocalDate referredOn) {
        LocalDate overOn = Reopening.overOn(events());
        return overOn == null ? closed : overOn.isBefore(referredOn);
    }

    /** Referrals that were put here before the ending was known that they came after; as they were stored. */
    List<Entry> referralsOfTheNext() {
        List<Event> next = Reopening.next(events());
        return entries.stream()
                .filter(entry -> entry.event().kind() == Kind.REFERRED && next.contains(entry.event()))
                .toList();
    }

    List<Entry> updates() {
        return entries.stream()
                .filter(entry -> entry.event().kind() != Kind.REFERRED
                        && entry.event().kind().isToldByJobcentre())
                .toList();
    }

    /** Of all tellings of the referral the one that names the earliest day. */
    Entry referral() {
        return entries.stream()
                .filter(entry -> entry.event().kind() == Kind.REFERRED)
                .min(Comparator.comparing((Entry entry) -> entry.event().occurredOn())
                        .thenComparing(entry -> entry.event().number()))
                .orElseThrow();
    }

    /** The event whose person number counts. */
    Entry identifiedBy() {
        long number = Participation.of(events(), LocalDate.MAX, Long.MAX_VALUE)
                .eventFor(PersonalField.IDENTIFIER)
                .orElseThrow();
        return entries.stream()
                .filter(entry -> entry.event().number() == number)
                .findFirst()
                .orElseThrow();
    }

    List<Event> events() {
        return entries.stream().map(Entry::event).toList();
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
