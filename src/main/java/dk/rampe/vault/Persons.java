package dk.rampe.vault;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Knows a person again by the keyed hash of the person number. A person who changed number has a hash for each, so that
 * old and new find the same person.
 */
@Component
public class Persons {

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Keyring keyring;

    Persons(JdbcTemplate jdbc, Keyring keyring) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.keyring = keyring;
    }

    /**
     * @param value ten signs, as canonical; empty when unknown
     * @param type CPR, REPLACEMENT, ECPR or UNKNOWN
     * @param issuer municipality code; part of the identity of what is not unique in all Denmark
     */
    public record Identifier(String value, String type, String issuer) {

        /** An eCPR of the national service has 1 or 7 for the century. */
        private static final Pattern NATIONAL = Pattern.compile("\\d{6}[17][A-Z]{2}\\d");

        private String identity() {
            boolean unique = "CPR".equals(type)
                    || "ECPR".equals(type) && NATIONAL.matcher(value).matches();
            return unique ? value : type + '/' + issuer + '/' + value;
        }

        public boolean isUnknown() {
            return "UNKNOWN".equals(type);
        }
    }

    /**
     * Who has these identifiers; a new person where nobody has one. An UNKNOWN identifier says nothing: it is a new
     * person each time, whatever its value.
     *
     * @param identifiers by whatever the caller asks for, a participation for one
     */
    public <T> Map<T, UUID> find(Map<T, Identifier> identifiers) {
        Map<Identifier, ByteBuffer> digests = identifiers.values().stream()
                .distinct()
                .filter(identifier -> !identifier.isUnknown())
                .collect(toMap(identity(), this::digest));
        Map<ByteBuffer, UUID> persons = new HashMap<>(known(digests.values()));
        List<ByteBuffer> missing = digests.values().stream()
                .filter(digest -> !persons.containsKey(digest))
                .distinct()
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            missing.forEach(digest -> persons.put(digest, UUID.randomUUID()));
            insert(missing, persons);
            persons.putAll(known(missing));
        }
        Map<T, UUID> found = new HashMap<>();
        identifiers.forEach((asked, identifier) ->
                found.put(asked, identifier.isUnknown() ? UUID.randomUUID() : persons.get(digests.get(identifier))));
        return found;
    }

    /**
     * The person is from now on found by this identifier too. One that is already somebody else's stays theirs: two
     * persons are never made one here, for that cannot be undone.
     *
     * @return false when it is somebody else's
     */
    public boolean add(UUID person, Identifier identifier) {
        if (identifier.isUnknown()) {
            return true;
        }
        ByteBuffer digest = digest(identifier);
        insert(List.of(digest), Map.of(digest, person));
        return person.equals(known(List.of(digest)).get(digest));
    }

    /** Nobody is known as one of these persons any more. @return how many identifiers that were */
    public int forget(Collection<UUID> persons) {
        return sql.sql("delete from vault.person where person_id = any(?)")
                .param(persons.toArray(UUID[]::new))
                .update();
    }

    private Map<ByteBuffer, UUID> known(Collection<ByteBuffer> digests) {
        return sql
                .sql("select digest, person_id from vault.person join unnest(?) as wanted (digest) using (digest)")
                .param(digests.stream().map(ByteBuffer::array).toArray(byte[][]::new))
                .query((row, i) -> Map.entry(ByteBuffer.wrap(row.getBytes(1)), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Sorted, so that two batches with the same new persons do not wait for each other. */
    private void insert(List<ByteBuffer> digests, Map<ByteBuffer, UUID> persons) {
        jdbc.batchUpdate(
                "insert into vault.person (digest, person_id) values (?, ?) on conflict do nothing",
                digests,
                500,
                (row, digest) -> {
                    row.setBytes(1, digest.array());
                    row.setObject(2, persons.get(digest));
                });
    }

    private ByteBuffer digest(Identifier identifier) {
        return ByteBuffer.wrap(keyring.digest("person", identifier.identity()));
    }
}
