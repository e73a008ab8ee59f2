package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Event;
import dk.rampe.submission.CaseFile.Entry;
import dk.rampe.submission.NewEvent.Fingerprint;
import dk.rampe.vault.Digests;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** What a batch of records adds to the cases it touches, until it is written in one go. */
final class Batch {

    /** @param copyOf the entry of another participation of the case that this repeats, or null */
    record Addition(CaseFile file, Entry entry, Original copyOf) {

        Event event() {
            return entry.event();
        }
    }

    record Original(CaseFile file, Entry entry) {}

    private final Map<CaseKey, List<CaseFile>> cases;
    private final EventIds eventIds;
    private final Erased erased;
    private final Fingerprint fingerprint;
    private final LongSupplier eventNumbers;
    private final Set<CaseFile> opened = new LinkedHashSet<>();
    private final List<Addition> additions = new ArrayList<>();

    /** @param cases what is stored; @param eventNumbers the next numbers of the event log */
    Batch(
            Map<CaseKey, List<CaseFile>> cases,
            EventIds eventIds,
            Erased erased,
            Fingerprint fingerprint,
            LongSupplier eventNumbers) {
        this.cases = cases;
        this.eventIds = eventIds;
        this.erased = erased;
        this.fingerprint = fingerprint;
        this.eventNumbers = eventNumbers;
    }

    /** Participations of a case in a programme, oldest first; those the batch has opened among them. */
    List<CaseFile> of(CaseKey key, String programme) {
        return cases.getOrDefault(key, List.of()).stream()
                .filter(file -> file.programme().equals(programme))
                .toList();
    }

    /** Participations of a case that a provider has, oldest first. */
    List<CaseFile> at(String provider, CaseKey key) {
        return cases.getOrDefault(key, List.of()).stream()
                .filter(file -> file.provider().equals(provider))
                .toList();
    }

    EventIds eventIds() {
        return eventIds;
    }

    Erased erased() {
        return erased;
    }

    CaseFile open(CaseKey key, String programme, String provider) {
        int occurrence = 1 + of(key, programme).size();
        CaseFile file = new CaseFile(UUID.randomUUID(), key, programme, occurrence, provider, false);
        cases.computeIfAbsent(key, any -> new ArrayList<>()).add(file);
        opened.add(file);
        return file;
    }

    /** Adds those events that are news to the participation. @return whether any was */
    boolean add(CaseFile file, List<NewEvent> events, Told told) {
        int before = additions.size();
        for (NewEvent event : events) {
            Digests content = event.content(fingerprint);
            if (!file.knows(event.key(), event.stamp(), content)) {
                Event numbered = event.numbered(eventNumbers.getAsLong());
                Entry entry = new Entry(numbered, content.writers(), told.submission(), told.line(), event.personal());
                add(new Addition(file, entry, null));
            }
        }
        return additions.size() > before;
    }

    /** Repeats what one participation has been told in another, unless it is known there. @return whether it was not */
    boolean copy(CaseFile from, Entry entry, CaseFile to) {
        Event event = entry.event();
        if (to.knows(entry)) {
            return false;
        }
        Event numbered = event.numbered(eventNumbers.getAsLong());
        Entry copy = new Entry(numbered, entry.content(), entry.submission(), entry.line(), entry.personal());
        add(new Addition(to, copy, new Original(from, entry)));
        return true;
    }

    private void add(Addition addition) {
        addition.file().add(addition.entry());
        additions.add(addition);
    }

    boolean knows(CaseFile file, List<NewEvent> events) {
        return events.stream().allMatch(event -> file.knows(event.key(), event.stamp(), event.content(fingerprint)));
    }

    Set<CaseFile> opened() {
        return opened;
    }

    List<Addition> additions() {
        return additions;
    }
}
