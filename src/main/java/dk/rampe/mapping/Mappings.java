package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything in {@code mappings/}: field tables, code lists and canonical schemas, read, checked and compiled once.
 * It is immutable and may be used by several threads.
 */
public final class Mappings {

    private final Map<String, PartnerTables> partners;
    private final CanonicalSchemas schemas;

    private Mappings(Map<String, PartnerTables> partners, CanonicalSchemas schemas) {
        this.partners = partners;
        this.schemas = schemas;
    }

    /**
     * @param folder holds {@code canonical/}, {@code mapping.schema.json} and a folder per partner
     * @throws InvalidMapping when anything there is wrong; names the file and the field
     */
    public static Mappings load(Path folder) {
        CanonicalSchemas schemas = CanonicalSchemas.load(folder);
        Map<String, PartnerTables> partners = new TreeMap<>();
        for (Path partner : PartnerTables.foldersIn(folder)) {
            partners.put(partner.getFileName().toString().replace("/", ""), PartnerTables.load(partner, schemas));
        }
        return new Mappings(partners, schemas);
    }

    /**
     * How a partner's file of these messages is read. A file may hold several kinds of records when their tables
     * agree on the header.
     *
     * @throws IllegalArgumentException when there is no such table, or the tables do not go together
     */
    public SubmissionFormat incoming(String partner, List<String> messages) {
        Map<Table, IncomingTable> tables = new LinkedHashMap<>();
        for (String message : messages) {
            IncomingTable incoming = partner(partner).incoming(message);
            tables.put(incoming.table(), incoming);
        }
        Table first = tables.keySet().iterator().next();
        if (!tables.keySet().stream().allMatch(first::agreesWith)) {
            throw new IllegalArgumentException(partner + ": " + messages + " do not agree on the header");
        }
        return IncomingTable.together(List.copyOf(tables.values()));
    }

    /** @throws IllegalArgumentException when there is no such table */
    public DocumentFormat outgoing(String partner, String message) {
        return partner(partner).outgoing(message);
    }

    /** The canonical JSON Schemas by name, e.g. {@code case}, for who describes the hub to others. */
    public Map<String, JsonNode> canonicalSchemas() {
        return schemas.canonical();
    }

    /** Every table there is, as {@code <partner>/<message>}. */
    List<String> tables() {
        return partners.entrySet().stream()
                .flatMap(partner ->
                        partner.getValue().messages().stream().map(message -> partner.getKey() + "/" + message))
                .toList();
    }

    private PartnerTables partner(String id) {
        PartnerTables tables = partners.get(id);
        if (tables == null) {
            throw new IllegalArgumentException("no mappings for " + id);
        }
        return tables;
    }
}
