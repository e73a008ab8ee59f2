package dk.rampe.rights;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.submission.CaseErasure.Gone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code erasure}: who asked for what, and what became of it. Needs no key, so others than the hub may ask. */
@Component
public class ErasureRequests {

    private final JdbcClient sql;

    public ErasureRequests(JdbcClient sql) {
        this.sql = sql;
    }

    /**
     * @param reference number of the matter in the controller's journal, or null; nothing that could be a name or a
     *     person number
     */
    public record Request(CaseKey about, Reason reason, String reference, String requestedBy) {}

    /** @return of the request; of one for the same case that stands already, if there is one */
    public UUID add(Request request, Instant at) {
        return sql.sql("""
                        insert into erasure (id, municipality, case_number, reason, reference, requested_by, requested_at, state)
                        values (:id, :municipality, :number, :reason, :reference, :by, :at, 'REQUESTED')
                        on conflict (municipality, case_number) where state = 'REQUESTED'
                        do update set requested_at = erasure.requested_at
                        returning id""")
                .param("id", UUID.randomUUID())
                .param("municipality", request.about().municipality())
                .param("number", request.about().caseNumber())
                .param("reason", request.reason().name())
                .param("reference", request.reference())
                .param("by", request.requestedBy())
                .param("at", Timestamp.from(at))
                .query(UUID.class)
                .single();
    }

    public Erasure find(UUID id) {
        return sql.sql("select * from erasure where id = ?")
                .param(id)
                .query((row, i) -> read(row))
                .single();
    }

    /** Those that are not done, the longest standing first. */
    List<UUID> open() {
        return sql.sql("select id from erasure where state <> 'DONE' order by number limit 100")
                .query(UUID.class)
                .list();
    }

    /** Until the transaction ends; empty when another node has it, or it has gone on from that state. */
    Optional<CaseKey> holdRequested(UUID id) {
        return sql.sql("""
                        select municipality, case_number from erasure
                        where id = ? and state = 'REQUESTED' for update skip locked""").param(id).query(CaseKey.class).optional();
    }

    /** @param copies archive copies it waits for */
    record Clearing(String municipality, List<UUID> copies) {}

    /** Empty when another node has it, or it has gone on from that state. */
    Optional<Clearing> holdClearing(UUID id) {
        return sql.sql("""
                        select municipality, copies_to_clear from erasure
                        where id = ? and state = 'CLEARING' for update skip locked""")
                .param(id)
                .query((row, i) -> new Clearing(
                        row.getString(1), List.of((UUID[]) row.getArray(2).getArray())))
                .optional();
    }

    void carriedOut(UUID id, Gone gone, int cancelled, Instant at) {
        sql.sql("""
                        update erasure
                        set state = 'CLEARING', carried_out_at = :at, case_number = null, copies_to_clear = :copies,
                            participations = :participations, events = :events, lines = :lines,
                            copies = cardinality(:copies), deliveries = :deliveries
                        where id = :id""")
                .param("at", Timestamp.from(at))
                .param("copies", gone.copies().toArray(UUID[]::new))
                .param("participations", gone.erasedEvents().size())
                .param("events", gone.events())
                .param("lines", gone.lines())
                .param("deliveries", cancelled)
                .param("id", id)
                .update();
    }

    void done(UUID id, Instant at) {
        sql.sql("update erasure set state = 'DONE', done_at = ?, copies_to_clear = '{}' where id = ?")
                .params(Timestamp.from(at), id)
                .update();
    }

    private static Erasure read(ResultSet row) throws SQLException {
        return new Erasure(
                row.getObject("id", UUID.class),
                Erasure.State.valueOf(row.getString("state")),
                row.getTimestamp("requested_at").toInstant(),
                row.getInt("participations"),
                row.getInt("events"),
                row.getInt("lines"),
                row.getInt("copies"),
                row.getInt("deliveries"));
    }
}
