package dk.rampe.submission;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.participation.FactsJson;
import dk.rampe.participation.Kind;
import dk.rampe.submission.Batch.Addition;
import dk.rampe.submission.Batch.Original;
import dk.rampe.submission.CaseFile.Entry;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Persons.Identifier;
import dk.rampe.vault.Vault;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Appends a batch: facts to the event log, personal halves to the vault. */
@Component
class EventStore {

    private static final Logger LOG = LoggerFactory.getLogger(EventStore.class);

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
        Map<Entry, ObjectNode> personal = personalHalves(batch);
        openCases(batch, personal);
        followCorrections(batch, personal);
        appendEvents(batch.additions());
        countAdded(batch);
        vault.put(batch.additions().stream()
                .filter(addition -> !personal.get(addition.entry()).isEmpty())
                .map(addition -> new Vault.Entry(
                        addition.event().number(), addition.file().id(), personal.get(addition.entry())))
                .toList());
        rememberNewIdentifiers(batch, personal);
    }

    /** Of what is repeated from another participation only the vault may know. */
    private Map<Entry, ObjectNode> personalHalves(Batch batch) {
        Map<Entry, ObjectNode> personal = new IdentityHashMap<>();
        for (Addition addition : batch.additions()) {
            Entry entry = addition.entry();
            Original original = addition.copyOf();
            if (entry.personal() != null) {
                personal.put(entry, entry.personal());
            } else if (personal.containsKey(original.entry())) {
                personal.put(entry, personal.get(original.entry()));
            } else {
                personal.put(entry, stored(original));
            }
        }
        return personal;
    }

    private ObjectNode stored(Original original) {
        long number = original.entry().event().number();
        JsonNode found = vault.open(original.file().id(), List.of(number), "hub", "reopened")
                .get(number);
        return found == null ? JsonNodeFactory.instance.objectNode() : (ObjectNode) found;
    }

    /** With the count of their events, which the nightly reconciliation holds against the events that are there. */
    private void openCases(Batch batch, Map<Entry, ObjectNode> personal) {
        Map<UUID, Identifier> identifiers = batch.additions().stream()
                .filter(addition -> batch.opened().contains(addition.file()))
                .filter(addition -> addition.event().kind() == Kind.REFERRED)
                .collect(toMap(
                        addition -> addition.file().id(),
                        addition -> identifier(addition.file(), personal.get(addition.entry())),
                        (first, later) -> later));
        Map<UUID, UUID> found = persons.find(identifiers);
        Map<CaseFile, Long> events = counts(batch);
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                insert into participation (id, municipality, case_number, programme, occurrence, person_id, provider, created_at, events)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)""", batch.opened(), 500, (row, file) -> {
            row.setObject(1, file.id());
            row.setString(2, file.key().municipality());
            row.setString(3, file.key().caseNumber());
            row.setString(4, file.programme());
            row.setInt(5, file.occurrence());
            row.setObject(6, found.get(file.id()));
            row.setString(7, file.provider());
            row.setTimestamp(8, now);
            row.setLong(9, events.getOrDefault(file, 0L));
        });
    }

    /** A referral that corrects the person number says that the case is another person's; an unknown one says nothing. */
    private void followCorrections(Batch batch, Map<Entry, ObjectNode> personal) {
        Map<UUID, Identifier> corrected = batch.additions().stream()
                .filter(addition -> !batch.opened().contains(addition.file()))
                .filter(addition -> addition.event().kind() == Kind.REFERRED)
                .filter(addition -> addition.file().identifiedBy() == addition.entry())
                .collect(toMap(
                        addition -> addition.file().id(),
                        addition -> identifier(addition.file(), personal.get(addition.entry())),
                        (first, later) -> later));
        corrected.values().removeIf(Identifier::isUnknown);
        persons.find(corrected)
                .forEach((participation, person) -> sql.sql("update participation set person_id = ? where id = ?")
                        .params(person, participation)
                        .update());
    }

    private void appendEvents(List<Addition> additions) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.batchUpdate("""
                insert into event (number, participation_id, key, kind, occurred_on, stamp, supersedes, facts, content, lookup_key,
                                   submission_id, line, recorded_at)
                overriding system value
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?)""", additions, 500, (row, addition) -> {
            var event = addition.event();
            row.setLong(1, event.number());
            row.setObject(2, addition.file().id());
            row.setString(3, event.key());
            row.setString(4, event.kind().name());
            row.setObject(5, event.occurredOn(), Types.DATE);
            row.setString(6, event.stamp());
            row.setString(7, event.supersedes());
            row.setString(8, FactsJson.write(event.facts()));
            row.setBytes(9, addition.entry().content().value());
            row.setObject(10, addition.entry().content().key(), Types.BIGINT);
            row.setObject(11, addition.entry().submission());
            row.setLong(12, addition.entry().line());
            row.setTimestamp(13, now);
        });
    }

    private void countAdded(Batch batch) {
        Map<CaseFile, Long> added = counts(batch);
        added.keySet().removeAll(batch.opened());
        jdbc.batchUpdate(
                "update participation set events = events + ? where id = ?", added.entrySet(), 500, (row, count) -> {
                    row.setLong(1, count.getValue());
                    row.setObject(2, count.getKey().id());
                });
    }

    private static Map<CaseFile, Long> counts(Batch batch) {
        return batch.additions().stream().collect(groupingBy(Addition::file, counting()));
    }

    /** Old and new number find the same person. */
    private void rememberNewIdentifiers(Batch batch, Map<Entry, ObjectNode> personal) {
        batch.additions().stream()
                .filter(addition -> addition.event().kind() == Kind.IDENTIFIER_CHANGED)
                .forEach(addition -> rememberNewIdentifier(addition, personal.get(addition.entry())));
    }

    private void rememberNewIdentifier(Addition addition, ObjectNode personal) {
        UUID person = sql.sql("select person_id from participation where id = ?")
                .param(addition.file().id())
                .query(UUID.class)
                .single();
        if (!persons.add(person, identifier(addition.file(), personal))) {
            LOG.warn(
                    "participation {}: the new person number is already another person's; the two are kept apart",
                    addition.file().id());
        }
    }

    private static Identifier identifier(CaseFile file, ObjectNode personal) {
        return identifier(file.key().municipality(), personal);
    }

    /** The person number that an event tells of; UNKNOWN when it tells of none. */
    static Identifier identifier(String municipality, JsonNode personal) {
        JsonNode identifier = personal.path("identifier");
        return new Identifier(
                identifier.path("value").asText(), identifier.path("type").asText("UNKNOWN"), municipality);
    }
}
