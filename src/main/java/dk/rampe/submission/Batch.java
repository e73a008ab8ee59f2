package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Event;
import dk.rampe.vault.Keyring;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;

/** What a batch of records adds to the cases it touches, until it is written in one go. */
final class Batch {

    /** @param told the line it comes from */
    record Addition(CaseFile file, Event event, NewEvent source, byte[] content, Told told) {}

    private final Map<CaseKey, List<CaseFile>> cases;
    private final Keyring keyring;
    private final LongSupplier eventNumbers;
    private final List<CaseFile> opened = new ArrayList<>();
    private final List<Addition> additions = new ArrayList<>();

    /** @param cases what is stored; @param eventNumbers the next numbers of the event log */
    Batch(Map<CaseKey, List<CaseFile>> cases, Keyring keyring, LongSupplier eventNumbers) {
        this.cases = cases;
        this.keyring = keyring;
        this.eventNumbers = eventNumbers;
    }

    /** Participations of a case, oldest first; those the batch has opened among them. */
    List<CaseFile> of(CaseKey key) {
        return cases.getOrDefault(key, List.of());
    }

    CaseFile open(CaseKey key, String programme, String provider) {
        List<CaseFile> files = cases.computeIfAbsent(key, k -> new ArrayList<>());
        int occurrence = 1
                + (int) files.stream()
                        .filter(file -> file.programme().equals(programme))
                        .count();
        CaseFile file = new CaseFile(UUID.randomUUID(), key, programme, occurrence, provider);
        files.add(file);
        opened.add(file);
        return file;
    }

    /** Adds those events that are news to the participation. @return whether any was */
    boolean add(CaseFile file, List<NewEvent> events, Told told) {
        int before = additions.size();
        for (NewEvent event : events) {
            byte[] content = event.content(keyring);
            if (!file.knows(event, content)) {
                Event stored = event.numbered(eventNumbers.getAsLong());
                file.add(new CaseFile.Entry(stored, content));
                additions.add(new Addition(file, stored, event, content, told));
            }
        }
        return additions.size() > before;
    }

    boolean knows(CaseFile file, List<NewEvent> events) {
        return events.stream().allMatch(event -> file.knows(event, event.content(keyring)));
    }

    List<CaseFile> opened() {
        return opened;
    }

    List<Addition> additions() {
        return additions;
    }

    Set<CaseKey> touched() {
        Set<CaseKey> touched = new LinkedHashSet<>();
        additions.forEach(addition -> touched.add(addition.file().key()));
        return touched;
    }
}
