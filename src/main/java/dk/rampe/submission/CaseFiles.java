package dk.rampe.submission;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.submission.EventIds.EventId;
import dk.rampe.vault.Digest;
import dk.rampe.vault.Vault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Fetches all that is stored of some cases, in three queries however many they are. */
@Component
class CaseFiles {

    private final JdbcClient sql;
    private final Vault vault;

    CaseFiles(JdbcClient sql, Vault vault) {
        this.sql = sql;
        this.vault = vault;
    }

    private record Stored(UUID id, CaseKey key, String programme, int occurrence, String provider) {

        CaseFile file(boolean closed) {
            return new CaseFile(id, key, programme, occurrence, provider, closed);
        }
    }

    /** By case, oldest occurrence first; no entry for a case nobody knows. */
    Map<CaseKey, List<CaseFile>> of(Collection<CaseKey> keys) {
        Map<CaseKey, List<CaseFile>> byKey = new LinkedHashMap<>();
        Map<UUID, CaseFile> byId = new HashMap<>();
        List<Stored> stored = sql.sql("""
                        select id, municipality, case_number, programme, occurrence, provider
                        from participation
                        where (municipality, case_number) in (select * from unnest(?::text[], ?::text[]))
                        order by number""")
                .param(keys.stream().map(CaseKey::municipality).toArray(String[]::new))
                .param(keys.stream().map(CaseKey::caseNumber).toArray(String[]::new))
                .query((row, i) -> new Stored(
                        row.getObject(1, UUID.class),
                        new CaseKey(row.getString(2), row.getString(3)),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6)))
                .list();
        Set<UUID> closed = vault.closed(stored.stream().map(Stored::id).toList());
        stored.forEach(one -> {
            CaseFile file = one.file(closed.contains(one.id()));
            byKey.computeIfAbsent(file.key(), key -> new ArrayList<>()).add(file);
            byId.put(file.id(), file);
        });
        sql.sql("""
                        select participation_id, content, lookup_key, submission_id, line, %s
                        from event join unnest(?) as wanted (participation_id) using (participation_id)
                        order by number""".formatted(EventLog.COLUMNS))
                .param(byId.keySet().toArray(UUID[]::new))
                .query((row, i) -> {
                    Event event = EventLog.read(row);
                    byId.get(row.getObject("participation_id", UUID.class))
                            .add(new CaseFile.Entry(
                                    event,
                                    new Digest(row.getObject("lookup_key", Long.class), row.getBytes("content")),
                                    row.getObject("submission_id", UUID.class),
                                    row.getLong("line"),
                                    null));
                    return event;
                })
                .list();
        return byKey;
    }

    /** The case of a participation, if there is such a one; none of an erased one. */
    Optional<CaseKey> keyOf(UUID participation) {
        return sql.sql("select municipality, case_number from participation where id = ? and erased_at is null")
                .param(participation)
                .query(CaseKey.class)
                .optional();
    }

    /** The cases that a provider has told these events about, taken up or waiting. */
    EventIds eventIds(String provider, Collection<String> eventIds) {
        Map<EventId, CaseKey> cases = new HashMap<>();
        sql.sql("""
                        select e.key, p.municipality, p.case_number
                        from event e join participation p on p.id = e.participation_id
                        where e.key = any(:ids) and p.provider = :provider
                        union all
                        select w.event_id, w.municipality, w.case_number
                        from waiting_line w join submission s on s.id = w.submission_id
                        where w.event_id = any(:ids) and s.partner = :provider""")
                .param("ids", eventIds.toArray(String[]::new))
                .param("provider", provider)
                .query((row, i) -> cases.put(
                        new EventId(provider, row.getString(1)), new CaseKey(row.getString(2), row.getString(3))))
                .list();
        return new EventIds(cases);
    }
}
