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
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which person a keyed hash stands for, under whichever look-up key it was made. */
final class PersonHashes {

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Keyring keyring;

    PersonHashes(JdbcTemplate jdbc, Keyring keyring) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.keyring = keyring;
    }

    /**
     * Every identity with its person.
     *
     * @param person whose an identity is that nobody has yet
     */
    Map<String, UUID> knownOrMade(Collection<String> identities, Supplier<UUID> person) {
        SortedMap<String, Digests> digests = digests(identities);
        Map<String, UUID> persons = known(digests);
        if (persons.size() < digests.size()) {
            persons.putAll(made(without(digests, persons.keySet()), person));
        }
        return persons;
    }

    void renew(Collection<String> identities) {
        known(digests(identities));
    }

    /** By identity, in the one order in which all batches go, so that two with the same persons do not wait for each other. */
    private SortedMap<String, Digests> digests(Collection<String> identities) {
        SortedMap<String, Digests> digests = new TreeMap<>();
        identities.forEach(identity -> digests.computeIfAbsent(identity, any -> keyring.digests("person", identity)));
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
    private Map<String, UUID> made(SortedMap<String, Digests> missing, Supplier<UUID> person) {
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
                    row.setObject(2, person.get());
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
