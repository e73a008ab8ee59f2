package dk.rampe.vault;

import static java.util.stream.Collectors.toMap;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
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
        SortedMap<String, Digests> digests = digests(identifiers.values());
        Map<String, UUID> persons = known(digests);
        if (persons.size() < digests.size()) {
            persons.putAll(opened(without(digests, persons.keySet()), newId -> newId));
        }
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
        SortedMap<String, Digests> digests = digests(List.of(identifier));
        Map<String, UUID> known = new HashMap<>(known(digests));
        if (known.size() < digests.size()) {
            known.putAll(opened(digests, any -> person));
        }
        return known.values().stream().allMatch(person::equals);
    }

    /** Where persons are known by these identifiers under an older look-up key, they are from now on under the writer's. */
    public void renew(Collection<Identifier> identifiers) {
        known(digests(identifiers));
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

    /** By identity, in the one order in which all batches go, so that two with the same persons do not wait for each other. */
    private SortedMap<String, Digests> digests(Collection<Identifier> identifiers) {
        SortedMap<String, Digests> digests = new TreeMap<>();
        identifiers.stream()
                .filter(identifier -> !identifier.isUnknown())
                .map(Identifier::identity)
                .forEach(identity -> digests.computeIfAbsent(identity, any -> keyring.digests("person", identity)));
        return digests;
    }

    /** Who is known by what; whom only an older key knows is renewed. */
    private Map<String, UUID> known(SortedMap<String, Digests> digests) {
        Map<ByteBuffer, UUID> rows = rows(digests.values());
        Map<String, UUID> known = new HashMap<>();
        SortedMap<String, Digests> outdated = new TreeMap<>();
        digests.forEach((identity, one) -> one.all()
                .filter(digest -> rows.containsKey(ByteBuffer.wrap(digest.value())))
                .findFirst()
                .ifPresent(digest -> {
                    known.put(identity, rows.get(ByteBuffer.wrap(digest.value())));
                    if (one.older().contains(digest)) {
                        outdated.put(identity, new Digests(one.writers(), List.of(digest), List.of()));
                    }
                }));
        if (!outdated.isEmpty() && !putUnderWriter(outdated.values())) {
            // another has renewed or forgotten one meanwhile
            return known(digests);
        }
        return known;
    }

    private Map<ByteBuffer, UUID> rows(Collection<Digests> digests) {
        return sql
                .sql("select digest, person_id from vault.person join unnest(?) as wanted (digest) using (digest)")
                .param(digests.stream().flatMap(Digests::all).map(Digest::value).toArray(byte[][]::new))
                .query((row, i) -> Map.entry(ByteBuffer.wrap(row.getBytes(1)), row.getObject(2, UUID.class)))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** @return whether all were still as they had been found */
    private boolean putUnderWriter(Collection<Digests> outdated) {
        int[][] renewed = jdbc.batchUpdate(
                "update vault.person set digest = ?, lookup_key = ? where digest = ?", outdated, 500, (row, one) -> {
                    row.setBytes(1, one.writers().value());
                    row.setLong(2, one.writers().key());
                    row.setBytes(3, one.older().get(0).value());
                });
        return Arrays.stream(renewed).flatMapToInt(Arrays::stream).allMatch(rows -> rows == 1);
    }

    /** Makes those persons that nobody else makes meanwhile. */
    private Map<String, UUID> opened(SortedMap<String, Digests> missing, UnaryOperator<UUID> person) {
        Map<String, UUID> persons = new HashMap<>();
        if (missing.values().stream().anyMatch(one -> one.all().count() > 1)) {
            holdOff(missing.values());
            persons.putAll(known(missing));
        }
        jdbc.batchUpdate(
                "insert into vault.person (digest, person_id, lookup_key) values (?, ?, ?) on conflict do nothing",
                without(missing, persons.keySet()).values(),
                500,
                (row, one) -> {
                    row.setBytes(1, one.writers().value());
                    row.setObject(2, person.apply(UUID.randomUUID()));
                    row.setLong(3, one.writers().key());
                });
        persons.putAll(known(missing));
        return persons;
    }

    /**
     * While there are several keys another node may write with another one, and the same person under two keys is no
     * conflict that the table would tell of.
     */
    private void holdOff(Collection<Digests> missing) {
        sql.sql("""
                        select pg_advisory_xact_lock(key)
                        from (select distinct hashtextextended(k, 0) as key from unnest(?) as k order by 1) sorted""")
                .param(missing.stream()
                        .flatMap(Digests::all)
                        .map(digest -> "person " + HexFormat.of().formatHex(digest.value()))
                        .toArray(String[]::new))
                .query()
                .listOfRows();
    }

    private static SortedMap<String, Digests> without(SortedMap<String, Digests> all, Set<String> some) {
        SortedMap<String, Digests> rest = new TreeMap<>(all);
        rest.keySet().removeAll(some);
        return rest;
    }
}
