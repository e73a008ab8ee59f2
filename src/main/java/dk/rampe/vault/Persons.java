package dk.rampe.vault;

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
 * Knows a person again by the keyed hash of the person number, under whichever look-up key it was made. A person who
 * changed number has a hash for each, so that old and new find the same person.
 */
@Component
public class Persons {

    public static final KeyedHashes HASHES =
            new KeyedHashes("persons", "vault.person", "digest", "lookup_key", "false");

    private final JdbcClient sql;
    private final PersonHashes hashes;

    Persons(JdbcTemplate jdbc, Keyring keyring) {
        this.sql = JdbcClient.create(jdbc);
        this.hashes = new PersonHashes(jdbc, keyring);
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
        Map<String, UUID> persons = hashes.knownOrMade(identities(identifiers.values()), UUID::randomUUID);
        Map<T, UUID> found = new HashMap<>();
        identifiers.forEach((asked, identifier) ->
                found.put(asked, identifier.isUnknown() ? UUID.randomUUID() : persons.get(identifier.identity())));
        return found;
    }

    /**
     * The person is from now on found by this identifier too. One that is already somebody else's stays theirs: two
     * persons are never made one here, for that cannot be undone.
     *
     * @return false when it is somebody else's
     */
    public boolean add(UUID person, Identifier identifier) {
        return hashes.knownOrMade(identities(List.of(identifier)), () -> person).values().stream()
                .allMatch(person::equals);
    }

    /** Where persons are known by these identifiers under an older look-up key, they are from now on under the writer's. */
    public void renew(Collection<Identifier> identifiers) {
        hashes.renew(identities(identifiers));
    }

    /** Nobody is known as one of these persons any more. @return how many identifiers that were */
    public int forget(Collection<UUID> persons) {
        return sql.sql("delete from vault.person where person_id = any(?)")
                .param(persons.toArray(UUID[]::new))
                .update();
    }

    /** The same for what older look-up keys have made, and no more: who is found meanwhile is renewed, and stays. */
    public int forgetOutdated(Collection<UUID> persons, Collection<Long> olderKeys) {
        return sql.sql("""
                        delete from vault.person
                        where person_id = any(?) and (lookup_key is null or lookup_key = any(?))""")
                .params(persons.toArray(UUID[]::new), olderKeys.toArray(Long[]::new))
                .update();
    }

    private static List<String> identities(Collection<Identifier> identifiers) {
        return identifiers.stream()
                .filter(identifier -> !identifier.isUnknown())
                .map(Identifier::identity)
                .toList();
    }
}
