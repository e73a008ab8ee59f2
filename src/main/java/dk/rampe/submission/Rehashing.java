package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.vault.Digest;
import dk.rampe.vault.Digests;
import dk.rampe.vault.Keyring;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Renewal;
import dk.rampe.vault.Vault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes anew what an older look-up key has made: by what the events of a participation are known again, and its person.
 * Both are made from the personal halves, which are opened for that. An event whose hash comes out otherwise than it is
 * stored, as when its personal half has been erased, stays as it is.
 */
@Component
class Rehashing implements Renewal {

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Keyring keyring;
    private final Vault vault;
    private final Persons persons;

    Rehashing(JdbcTemplate jdbc, TransactionTemplate transaction, Keyring keyring, Vault vault, Persons persons) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.keyring = keyring;
        this.vault = vault;
        this.persons = persons;
    }

    private record Stored(Event event, Digest content, String municipality) {}

    private record Remade(long number, Digest content) {}

    @Override
    public String what() {
        return "hashes of participations";
    }

    @Override
    public long left() {
        List<Long> older = keyring.olderLookupKeys();
        return older.isEmpty()
                ? 0
                : sql.sql("""
                                select count(distinct participation_id) from event
                                where content <> '' and (lookup_key is null or lookup_key = any(?))""")
                        .param(older.toArray(Long[]::new))
                        .query(Long.class)
                        .single();
    }

    @Override
    public List<UUID> next(UUID after, int atMost) {
        List<Long> older = keyring.olderLookupKeys();
        return older.isEmpty()
                ? List.of()
                : sql.sql("""
                                select p.id from participation p
                                where p.id > ? and exists (
                                    select from event e
                                    where e.participation_id = p.id and e.content <> ''
                                        and (e.lookup_key is null or e.lookup_key = any(?)))
                                order by p.id limit ?""")
                        .params(after, older.toArray(Long[]::new), atMost)
                        .query(UUID.class)
                        .list();
    }

    @Override
    public Renewed renew(Collection<UUID> participations) {
        int renewed = 0;
        Set<UUID> stuck = new HashSet<>();
        for (UUID participation : participations) {
            try {
                boolean all = transaction.execute(status -> renew(participation));
                if (all) {
                    renewed++;
                } else {
                    stuck.add(participation);
                }
            } catch (IllegalStateException e) {
                // its personal halves cannot be opened
                stuck.add(participation);
            }
        }
        return new Renewed(renewed, stuck);
    }

    /** @return whether nothing of it has to stay under an older key */
    private boolean renew(UUID participation) {
        List<Stored> events = hold(participation);
        Map<Long, JsonNode> personal = vault.open(
                participation,
                events.stream().map(stored -> stored.event().number()).toList(),
                "hub",
                "key rotation");
        List<Remade> remade = new ArrayList<>();
        for (Stored stored : events) {
            JsonNode half = personal.getOrDefault(stored.event().number(), JsonNodeFactory.instance.objectNode());
            Digests content = NewEvent.content(keyring::digests, stored.event(), half);
            if (content.contain(stored.content())) {
                remade.add(new Remade(stored.event().number(), content.writers()));
            }
        }
        persons.renew(events.stream()
                .filter(stored -> personal.containsKey(stored.event().number()))
                .map(stored -> EventStore.identifier(
                        stored.municipality(), personal.get(stored.event().number())))
                .toList());
        jdbc.batchUpdate("update event set content = ?, lookup_key = ? where number = ?", remade, 500, (row, one) -> {
            row.setBytes(1, one.content().value());
            row.setLong(2, one.content().key());
            row.setLong(3, one.number());
        });
        return remade.size() == events.size();
    }

    /** What another node is busy with is left to it. */
    private List<Stored> hold(UUID participation) {
        return sql.sql("""
                        select e.content, e.lookup_key, p.municipality, %s
                        from event e join participation p on p.id = e.participation_id
                        where e.participation_id = ? and e.content <> ''
                            and (e.lookup_key is null or e.lookup_key = any(?))
                        order by e.number
                        for no key update of e skip locked""".formatted(EventLog.COLUMNS.replaceAll("(\\w+)", "e.$1")))
                .params(participation, keyring.olderLookupKeys().toArray(Long[]::new))
                .query((row, i) -> new Stored(
                        EventLog.read(row),
                        new Digest(row.getObject("lookup_key", Long.class), row.getBytes("content")),
                        row.getString("municipality")))
                .list();
    }
}
