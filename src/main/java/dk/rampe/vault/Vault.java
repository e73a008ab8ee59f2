package dk.rampe.vault;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Puts personal halves in and takes single ones out again, leaving a trace. Joins the caller's transaction. */
@Component
public class Vault {

    public static final WrappedKeys KEYS =
            new WrappedKeys("participations", "vault.participation_key", "participation_id", "wrapped");

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Keyring keyring;
    private final Clock clock;

    Vault(JdbcTemplate jdbc, Keyring keyring, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.keyring = keyring;
        this.clock = clock;
    }

    /**
     * The vault of a hub's database, for a process that is not the hub.
     *
     * @param keyFile the hub's
     * @throws IllegalStateException when it is no key file that may be used
     */
    public static Vault over(DataSource database, Path keyFile, Clock clock) {
        return new Vault(new JdbcTemplate(database), new Keyring(keyFile, KeyFile.read(keyFile)), clock);
    }

    /**
     * One event's personal half.
     *
     * @param personal field name to value, as the canonical record has them
     */
    public record Entry(long eventNumber, UUID participationId, JsonNode personal) {}

    /**
     * Seals the entries; a participation seen for the first time gets its key. What belongs to one whose key has been
     * destroyed is not kept.
     */
    public void put(Collection<Entry> all) {
        Set<UUID> closed =
                closed(all.stream().map(Entry::participationId).distinct().toList());
        List<Entry> entries = all.stream()
                .filter(entry -> !closed.contains(entry.participationId()))
                .toList();
        List<UUID> participations =
                entries.stream().map(Entry::participationId).distinct().toList();
        Map<UUID, DataKey> keys = new HashMap<>(keys(participations));
        keys.putAll(newKeys(
                participations.stream().filter(id -> !keys.containsKey(id)).toList()));
        jdbc.batchUpdate(
                "insert into vault.entry (event_number, participation_id, sealed) values (?, ?, ?)",
                entries,
                500,
                (row, entry) -> {
                    row.setLong(1, entry.eventNumber());
                    row.setObject(2, entry.participationId());
                    row.setBytes(
                            3,
                            keys.get(entry.participationId())
                                    .seal(bytes(entry.personal()), place(entry.eventNumber())));
                });
    }

    /**
     * Opens the personal halves of some events of one participation.
     *
     * @param who the party or operator it is opened for
     * @param purpose why, for the audit trail
     * @return event number to personal half; events without one, and an erased person's, are not in it
     */
    public Map<Long, JsonNode> open(UUID participation, Collection<Long> events, String who, String purpose) {
        return openAll(Map.of(participation, events), who, purpose);
    }

    /**
     * The same of several participations.
     *
     * @param events wanted, by participation
     */
    public Map<Long, JsonNode> openAll(Map<UUID, ? extends Collection<Long>> events, String who, String purpose) {
        Map<UUID, DataKey> keys = keys(events.entrySet().stream()
                .filter(wanted -> !wanted.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList());
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate(
                "insert into vault.audit (at, who, purpose, participation_id) values (?, ?, ?, ?)",
                keys.keySet(),
                500,
                (row, participation) -> {
                    row.setTimestamp(1, now);
                    row.setString(2, who);
                    row.setString(3, purpose);
                    row.setObject(4, participation);
                });
        return sql
                .sql("""
                        select event_number, participation_id, sealed from vault.entry
                        where participation_id = any(?) and event_number = any(?)""")
                .params(
                        keys.keySet().toArray(UUID[]::new),
                        events.values().stream().flatMap(Collection::stream).toArray(Long[]::new))
                .query((row, i) -> Map.entry(
                        row.getLong(1),
                        json(keys.get(row.getObject(2, UUID.class)).open(row.getBytes(3), place(row.getLong(1))))))
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Destroys the keys of these participations with all that is sealed under them, for good. Of one that has none yet it
     * is noted that it will get none.
     *
     * @return how many keys there were
     */
    public int destroy(Collection<UUID> participations) {
        UUID[] ids = participations.stream().distinct().sorted().toArray(UUID[]::new);
        Timestamp now = Timestamp.from(clock.instant());
        sql.sql("delete from vault.entry where participation_id = any(?)")
                .param(ids)
                .update();
        int destroyed = sql.sql("""
                        update vault.participation_key set wrapped = null, destroyed_at = ?
                        where participation_id = any(?) and wrapped is not null""").params(now, ids).update();
        sql.sql("""
                        insert into vault.participation_key (participation_id, wrapped, made_at, destroyed_at)
                        select id, null, :now, :now from unnest(:ids) as id on conflict do nothing""").param("now", now).param("ids", ids).update();
        return destroyed;
    }

    /** Those of the participations whose key has been destroyed. */
    public Set<UUID> closed(Collection<UUID> participations) {
        return sql.sql("""
                        select participation_id from vault.participation_key
                        where participation_id = any(?) and destroyed_at is not null""")
                .param(participations.toArray(UUID[]::new))
                .query(UUID.class)
                .set();
    }

    /** Those of the participations that have been opened for this party. */
    public Set<UUID> openedFor(Collection<UUID> participations, String who) {
        return sql.sql("select distinct participation_id from vault.audit where participation_id = any(?) and who = ?")
                .params(participations.toArray(UUID[]::new), who)
                .query(UUID.class)
                .set();
    }

    /** Of participations that are gone it need not be known any more that their keys were destroyed. */
    public void forget(Collection<UUID> participations) {
        sql.sql("delete from vault.participation_key where participation_id = any(?)")
                .param(participations.toArray(UUID[]::new))
                .update();
    }

    private Map<UUID, DataKey> keys(Collection<UUID> participations) {
        return sql
                .sql("""
                        select participation_id, wrapped
                        from vault.participation_key
                        join unnest(?) as wanted (participation_id) using (participation_id)
                        where wrapped is not null""")
                .param(participations.toArray(UUID[]::new))
                .query((row, i) -> {
                    UUID id = row.getObject(1, UUID.class);
                    return Map.entry(id, keyring.open(row.getBytes(2), id.toString()));
                })
                .list()
                .stream()
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Map<UUID, DataKey> newKeys(Collection<UUID> participations) {
        Timestamp now = Timestamp.from(clock.instant());
        Map<UUID, DataKey> keys = new HashMap<>();
        jdbc.batchUpdate(
                "insert into vault.participation_key (participation_id, wrapped, made_at) values (?, ?, ?)",
                participations,
                500,
                (row, id) -> {
                    Keyring.WrappedKey key = keyring.newKey(id.toString());
                    keys.put(id, key.key());
                    row.setObject(1, id);
                    row.setBytes(2, key.wrapped());
                    row.setTimestamp(3, now);
                });
        return keys;
    }

    private static String place(long eventNumber) {
        return "event " + eventNumber;
    }

    private static byte[] bytes(JsonNode personal) {
        return personal.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(byte[] clear) {
        try {
            return JSON.readTree(clear);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
