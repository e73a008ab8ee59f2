package dk.rampe.submission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.Daybook;
import dk.rampe.partner.DaybookEntry;
import dk.rampe.submission.Submission.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ledger of submissions: one row for anything that came in, and where it stands. */
@Component
class Ledger {

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient sql;
    private final Daybook daybook;
    private final Clock clock;

    Ledger(JdbcClient sql, Daybook daybook, Clock clock) {
        this.sql = sql;
        this.daybook = daybook;
        this.clock = clock;
    }

    /** The day of the archive's partition for something received then. */
    static LocalDate day(Instant receivedAt) {
        return LocalDate.ofInstant(receivedAt, ZoneOffset.UTC);
    }

    /**
     * @param identity null for what need not be known again
     * @return false when the partner has sent this identity before; then nothing is written
     */
    boolean enter(Arrival arrival, State state, byte[] identity, Archive.Stored stored, List<Fault> faults) {
        Incoming incoming = arrival.incoming();
        Timestamp at = Timestamp.from(arrival.at());
        boolean entered = sql.sql("""
                                insert into submission (id, partner, channel, kind, name, identity, size, modified, senders_id, stamp,
                                                        state, archive_key, faults, received_at, processed_at)
                                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
                                on conflict (partner, identity) do nothing""")
                        .params(
                                arrival.id(),
                                incoming.partner(),
                                incoming.channel(),
                                incoming.kind(),
                                incoming.name(),
                                identity,
                                stored.size(),
                                timestamp(incoming.modified()),
                                incoming.sendersId(),
                                incoming.stamp(),
                                state.name(),
                                stored.key(),
                                json(faults),
                                at,
                                state == State.STORED ? null : at)
                        .update()
                == 1;
        if (entered && state == State.STORED && identity != null) {
            noteReceived(arrival, identity);
        }
        return entered;
    }

    private static Timestamp timestamp(Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    /**
     * Also of what came before: a stop may have kept the first from being noted. Not of what the hub asks for: it asks again
     * from where the database stands, and may be answered in other portions.
     */
    private void noteReceived(Arrival arrival, byte[] identity) {
        Incoming incoming = arrival.incoming();
        if (incoming.channel().equals(Incoming.ASKED_FOR)) {
            return;
        }
        daybook.note(
                DaybookEntry.What.RECEIVED,
                incoming.partner(),
                arrival.id(),
                HexFormat.of().formatHex(identity),
                incoming.name());
    }

    /** @param identity that of an earlier submission of the partner's */
    void enterDuplicate(Arrival arrival, byte[] identity, long size) {
        Archive.Stored notKept = new Archive.Stored(null, size, null);
        enter(arrival, State.DUPLICATE, null, notKept, List.of(FaultCode.DUPLICATE.fault()));
        sql.sql("""
                        update submission set duplicate_of = (select id from submission where partner = ? and identity = ?)
                        where id = ?""")
                .params(arrival.incoming().partner(), identity, arrival.id())
                .update();
        noteReceived(arrival, identity);
    }

    /** What a duplicate repeats. */
    Submission repeatedBy(UUID duplicate) {
        return sql.sql("""
                        select * from submission
                        where id = (select duplicate_of from submission where id = ?)""").param(duplicate).query((row, i) -> read(row)).single();
    }

    /** @param identity its own; of a duplicate, that of what it repeats */
    record Taken(byte[] identity, String sendersId) {}

    /** Files of a partner with that name and size, last written then; of one that was sent again the time is another. */
    List<Taken> taken(String partner, String name, long size, Instant modified) {
        return sql.sql("""
                        select coalesce(s.identity, first.identity) as identity,
                               coalesce(first.senders_id, s.senders_id) as senders_id
                        from submission s left join submission first on first.id = s.duplicate_of
                        where s.partner = ? and s.name = ? and s.size = ? and s.modified = ?""")
                .params(partner, name, size, timestamp(modified))
                .query(Taken.class)
                .list();
    }

    Submission find(UUID id) {
        return sql.sql("select * from submission where id = ?")
                .param(id)
                .query((row, i) -> read(row))
                .single();
    }

    /** What a partner has sent under an identity. */
    Optional<UUID> withIdentity(String partner, byte[] identity) {
        return sql.sql("select id from submission where partner = ? and identity = ?")
                .params(partner, identity)
                .query(UUID.class)
                .optional();
    }

    /** When it was worked through or refused; empty while it is neither. */
    Optional<Instant> finishedAt(UUID id) {
        return sql.sql("select processed_at from submission where id = ? and processed_at is not null")
                .param(id)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }

    /** The same, not to be changed by others until the transaction ends; it may be gone. */
    Optional<Submission> hold(UUID id) {
        return sql.sql("select * from submission where id = ? for update")
                .param(id)
                .query((row, i) -> read(row))
                .optional();
    }

    /**
     * What the content says of itself, as far as the channel did not know it; not of what is finished.
     *
     * @param lines how many were counted; null when they could not be
     */
    void describe(UUID id, String sendersId, String stamp, Long lines, List<Fault> faults) {
        sql.sql("""
                        update submission set senders_id = ?, stamp = ?, lines = coalesce(?::bigint, lines), faults = ?::jsonb
                        where id = ? and state = 'STORED'""")
                .params(Arrays.asList(sendersId, stamp, lines, json(faults), id))
                .update();
    }

    /** By an earlier submission: what is stored later, but before this one is worked through, reuses this one's. */
    boolean sendersIdUsedBefore(Submission submission, String sendersId) {
        return sql.sql("""
                        select exists (select from submission
                                       where partner = ? and senders_id = ? and state <> 'REFUSED'
                                         and number < (select number from submission where id = ?))""")
                .params(submission.partner(), sendersId, submission.id())
                .query(Boolean.class)
                .single();
    }

    /** @return false when somebody else has gone on from this checkpoint, or finished */
    boolean holdAt(UUID id, long checkpoint) {
        return sql.sql("select id from submission where id = ? and checkpoint = ? and state = 'STORED' for update")
                .params(id, checkpoint)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    void advance(UUID id, long checkpoint) {
        sql.sql("update submission set checkpoint = ? where id = ?")
                .params(checkpoint, id)
                .update();
    }

    void finish(UUID id, State state, List<Fault> faults) {
        sql.sql("update submission set state = ?, faults = ?::jsonb, processed_at = ? where id = ?")
                .params(state.name(), json(faults), Timestamp.from(clock.instant()), id)
                .update();
    }

    /** The same of one that was read and worked through at once. */
    void finish(UUID id, State state, long lines, List<Fault> faults) {
        sql.sql("update submission set state = ?, lines = ?, faults = ?::jsonb, processed_at = ? where id = ?")
                .params(state.name(), lines, json(faults), Timestamp.from(clock.instant()), id)
                .update();
    }

    /** A line of it that had waited was refused. */
    void lineRefusedLate(UUID id) {
        sql.sql("update submission set state = 'PARTLY' where id = ? and state = 'PROCESSED'")
                .param(id)
                .update();
    }

    /** An event that had waited was refused: there was nothing else in the message. */
    void eventRefusedLate(UUID id) {
        sql.sql("update submission set state = 'REFUSED' where id = ?")
                .param(id)
                .update();
    }

    /** The archive copy has been written anew. */
    void copied(UUID id, Archive.Rewritten copy) {
        sql.sql("update submission set archive_key = ?, copy_size = ? where id = ?")
                .params(copy.key().wrapped(), copy.size(), id)
                .update();
    }

    /** The same content is no duplicate from now on; a call is known by its transaction, and stays so. */
    void forgetIdentity(UUID id) {
        sql.sql("update submission set identity = null where id = ? and channel <> 'SOAP'")
                .param(id)
                .update();
    }

    /** @param callsUntil calls stored later are still their callers' */
    List<UUID> toProcess(List<UUID> leaveOut, Instant callsUntil) {
        return sql.sql("""
                        select id from submission
                        where state = 'STORED' and id <> all(?) and (channel <> 'SOAP' or received_at < ?)
                        order by number limit 200""")
                .param(leaveOut.toArray(UUID[]::new))
                .param(Timestamp.from(callsUntil))
                .query(UUID.class)
                .list();
    }

    List<Fault> faults(UUID id) {
        return sql.sql("select faults from submission where id = ?")
                .param(id)
                .query((row, i) -> faults(row.getString(1)))
                .single();
    }

    static String json(List<Fault> faults) {
        try {
            return JSON.writeValueAsString(faults);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Fault> faults(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("faults in the ledger are unreadable");
        }
    }

    private static Submission read(ResultSet row) throws SQLException {
        Instant receivedAt = row.getTimestamp("received_at").toInstant();
        return new Submission(
                row.getObject("id", UUID.class),
                row.getString("partner"),
                row.getString("kind"),
                row.getString("name"),
                row.getString("senders_id"),
                row.getString("stamp"),
                State.valueOf(row.getString("state")),
                day(receivedAt),
                row.getBytes("archive_key"),
                row.getLong("checkpoint"));
    }
}
