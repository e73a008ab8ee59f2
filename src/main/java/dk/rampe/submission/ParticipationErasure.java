package dk.rampe.submission;

import dk.rampe.participation.Kind;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Vault;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Leaves of participations a row that is nobody's, with one event that says so. What they counted in is noted, for the
 * releases that knew them.
 */
@Component
class ParticipationErasure {

    private static final String KEY = "erased";

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final EventStore store;
    private final Vault vault;
    private final Persons persons;
    private final Clock clock;

    ParticipationErasure(JdbcTemplate jdbc, EventStore store, Vault vault, Persons persons, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.store = store;
        this.vault = vault;
        this.persons = persons;
        this.clock = clock;
    }

    /** @return number of the event that says so, by participation */
    Map<UUID, Long> erase(UUID erasure, Collection<UUID> participations) {
        Map<UUID, Long> numbers = numbers(participations);
        UUID[] ids = numbers.keySet().toArray(UUID[]::new);
        sql.sql("""
                        insert into erased_participation
                            (erasure_id, programme, municipality, first_event_number, events, erased_number)
                        select :erasure, p.programme, p.municipality, min(e.number), count(*), erased.number
                        from unnest(:ids, :numbers) as erased (id, number)
                        join participation p on p.id = erased.id join event e on e.participation_id = p.id
                        group by p.id, erased.number order by p.number""")
                .param("erasure", erasure)
                .param("ids", ids)
                .param("numbers", numbers.values().toArray(Long[]::new))
                .update();
        sql.sql("delete from event where participation_id = any(?)").param(ids).update();
        vault.destroy(participations);
        forgetPersons(erasure, ids);
        append(erasure, numbers);
        return numbers;
    }

    /** How many events they have. */
    int events(Collection<UUID> participations) {
        return sql.sql("select count(*) from event where participation_id = any(?)")
                .param(participations.toArray(UUID[]::new))
                .query(Integer.class)
                .single();
    }

    /** Who takes part nowhere else is nobody any more. */
    private void forgetPersons(UUID erasure, UUID[] ids) {
        List<UUID> were = sql.sql("select distinct person_id from participation where id = any(?)")
                .param(ids)
                .query(UUID.class)
                .list();
        sql.sql("""
                        update participation
                        set case_number = null, person_id = gen_random_uuid(), told = null, events = 1, erased_at = ?,
                            erasure_id = ?
                        where id = any(?)""").params(Timestamp.from(clock.instant()), erasure, ids).update();
        persons.forget(
                sql.sql("""
                        select person from unnest(?) as person
                        where not exists (select from participation where person_id = person)""").param(were.toArray(UUID[]::new)).query(UUID.class).list());
    }

    private Map<UUID, Long> numbers(Collection<UUID> participations) {
        LongSupplier next = store.numbers(Math.max(1, participations.size()));
        Map<UUID, Long> numbers = new LinkedHashMap<>();
        participations.forEach(id -> numbers.put(id, next.getAsLong()));
        return numbers;
    }

    /** Where a line would stand, told by a submission, stands the erasure. */
    private void append(UUID erasure, Map<UUID, Long> numbers) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                insert into event (number, participation_id, key, kind, occurred_on, facts, content, submission_id, line,
                                   recorded_at)
                overriding system value
                values (?, ?, ?, ?, ?, '{}', '', ?, 0, ?)""", numbers.entrySet(), 500, (row, event) -> {
            row.setLong(1, event.getValue());
            row.setObject(2, event.getKey());
            row.setString(3, KEY);
            row.setString(4, Kind.ERASED.name());
            row.setObject(5, LocalDate.now(clock), Types.DATE);
            row.setObject(6, erasure);
            row.setTimestamp(7, now);
        });
    }
}
