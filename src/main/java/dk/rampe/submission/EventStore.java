package dk.rampe.submission;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.participation.FactsJson;
import dk.rampe.participation.Kind;
import dk.rampe.submission.Batch.Addition;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Persons.Identifier;
import dk.rampe.vault.Vault;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends a batch: facts to the event log, personal halves to the vault. */
@Component
class EventStore {

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Vault vault;
    private final Persons persons;
    private final Clock clock;

    EventStore(JdbcTemplate jdbc, Vault vault, Persons persons, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.vault = vault;
        this.persons = persons;
        this.clock = clock;
    }

    /** Numbers for about this many events; more are fetched when they are used up. */
    LongSupplier numbers(int about) {
        Deque<Long> numbers = new ArrayDeque<>();
        return () -> {
            if (numbers.isEmpty()) {
                numbers.addAll(
                        sql.sql("select nextval(pg_get_serial_sequence('event', 'number')) from generate_series(1, ?)")
                                .param(about)
                                .query(Long.class)
                                .list());
            }
            return numbers.remove();
        };
    }

    void write(Batch batch) {
        openCases(batch);
        followCorrections(batch);
        appendEvents(batch.additions());
        vault.put(batch.additions().stream()
                .filter(addition -> !addition.source().personal().isEmpty())
                .map(addition -> new Vault.Entry(
                        addition.event().number(),
                        addition.file().id(),
                        addition.source().personal()))
                .toList());
        rememberNewIdentifiers(batch);
    }

    private void openCases(Batch batch) {
        Map<UUID, Identifier> identifiers = batch.additions().stream()
                .filter(addition -> batch.opened().contains(addition.file()))
                .filter(addition -> addition.event().kind() == Kind.REFERRED)
                .collect(toMap(addition -> addition.file().id(), EventStore::identifier, (first, later) -> later));
        Map<Identifier, UUID> found = persons.find(identifiers.values().stream().collect(toSet()));
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                insert into participation (id, municipality, case_number, programme, occurrence, person_id, provider, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?)""", batch.opened(), 500, (row, file) -> {
            row.setObject(1, file.id());
            row.setString(2, file.key().municipality());
            row.setString(3, file.key().caseNumber());
            row.setString(4, file.programme());
            row.setInt(5, file.occurrence());
            row.setObject(6, found.get(identifiers.get(file.id())));
            row.setString(7, file.provider());
            row.setTimestamp(8, now);
        });
    }

    /** A referral that corrects the person number says that the case is another person's. */
    private void followCorrections(Batch batch) {
        Map<UUID, Identifier> corrected = batch.additions().stream()
                .filter(addition -> !batch.opened().contains(addition.file()))
                .filter(addition -> addition.event().kind() == Kind.REFERRED)
                .filter(addition -> addition.file().isIdentifiedBy(addition.event()))
                .collect(toMap(addition -> addition.file().id(), EventStore::identifier, (first, later) -> later));
        Map<Identifier, UUID> found = persons.find(corrected.values().stream().collect(toSet()));
        jdbc.batchUpdate(
                "update participation set person_id = ? where id = ?",
                corrected.keySet(),
                500,
                (row, participation) -> {
                    row.setObject(1, found.get(corrected.get(participation)));
                    row.setObject(2, participation);
                });
    }

    private void appendEvents(List<Addition> additions) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                insert into event (number, participation_id, key, kind, occurred_on, stamp, supersedes, facts, content,
                                   submission_id, line, recorded_at)
                overriding system value
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)""", additions, 500, (row, addition) -> {
            var event = addition.event();
            row.setLong(1, event.number());
            row.setObject(2, addition.file().id());
            row.setString(3, event.key());
            row.setString(4, event.kind().name());
            row.setObject(5, event.occurredOn(), Types.DATE);
            row.setString(6, event.stamp());
            row.setString(7, event.supersedes());
            row.setString(8, FactsJson.write(event.facts()));
            row.setBytes(9, addition.content());
            row.setObject(10, addition.told().submission());
            row.setLong(11, addition.told().line());
            row.setTimestamp(12, now);
        });
    }

    /** Old and new number find the same person. */
    private void rememberNewIdentifiers(Batch batch) {
        batch.additions().stream()
                .filter(addition -> addition.event().kind() == Kind.IDENTIFIER_CHANGED)
                .forEach(addition -> persons.add(
                        sql.sql("select person_id from participation where id = ?")
                                .param(addition.file().id())
                                .query(UUID.class)
                                .single(),
                        identifier(addition)));
    }

    private static Identifier identifier(Addition addition) {
        JsonNode identifier = addition.source().personal().path("identifier");
        return new Identifier(
                identifier.path("value").asText(),
                identifier.path("type").asText(),
                addition.file().key().municipality());
    }
}
