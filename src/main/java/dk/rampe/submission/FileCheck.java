package dk.rampe.submission;

import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.mapping.Mappings;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.FileKind;
import dk.rampe.partner.Partner.Role;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one partner would be answered if a file came now. It is read, mapped and held against the canonical schema;
 * nothing is stored and nothing that is stored is looked at, so that a line about a known case, or about one that is
 * not here yet, counts as accepted.
 */
public final class FileCheck {

    private static final String PROGRESS = "progress";

    private final String id;
    private final Partner partner;
    private final Mappings mappings;
    private final Clock clock;

    /** @param id of the partner, as in {@code mappings/} */
    public FileCheck(String id, Partner partner, Mappings mappings, Clock clock) {
        this.id = id;
        this.partner = partner;
        this.mappings = mappings;
        this.clock = clock;
    }

    /**
     * @param answer what the partner is sent, in its own words; of a provider's events, those refused
     * @param summary one sentence in Danish
     * @param refused the whole file, or anything in it
     * @param files the receipts as they would be sent; of a provider's events, none
     */
    public record Checked(String answer, String summary, boolean refused, List<PostedFile> files) {}

    /** What the partner may send in a file; empty when it sends none. */
    public Set<String> kinds() {
        return partner.role() == Role.PROVIDER ? Set.of(PROGRESS) : new TreeSet<>(files().keySet());
    }

    /** What a file is by its name; a provider's events can be nothing else. */
    public Optional<String> kindOf(String name) {
        return partner.role() == Role.PROVIDER
                ? Optional.of(PROGRESS)
                : files().entrySet().stream()
                        .filter(kind -> kind.getValue().pattern().matcher(name).matches())
                        .map(Map.Entry::getKey)
                        .findFirst();
    }

    /**
     * @param kind one of {@link #kinds}
     * @throws IllegalArgumentException when there is no field table for it
     */
    public Checked check(String kind, Path file) throws IOException {
        return partner.role() == Role.PROVIDER
                ? new ProgressCheck(mappings.incoming(id, List.of(PROGRESS))).check(file)
                : new ReceiptPreview(id, partner, mappings, clock)
                        .of(files().get(kind).messages(), file);
    }

    private Map<String, FileKind> files() {
        return partner.collect() == null ? Map.of() : partner.collect().files();
    }
}
