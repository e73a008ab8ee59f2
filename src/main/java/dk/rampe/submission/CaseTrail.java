package dk.rampe.submission;

import dk.rampe.delivery.DeliveryTrail;
import dk.rampe.delivery.DeliveryTrail.Sent;
import dk.rampe.mapping.Fault;
import dk.rampe.participation.Event;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the hub keeps of one case number, in every municipality that has it: what was told, by whom, and what was sent
 * about it. Facts only; the vault is not asked, so no key is needed.
 *
 * @param participations by municipality, oldest first
 * @param lines told of the case number and no event: refused, known or waiting; in the order they came
 * @param sent about the participations and about every submission named here, in the order it was made
 */
public record CaseTrail(List<Case> participations, List<Line> lines, List<Sent> sent) {

    /**
     * @param events in the order they were stored
     * @param linked other participations of the person in the same municipality and programme, oldest first
     */
    public record Case(
            UUID id,
            long number,
            String municipality,
            String caseNumber,
            String programme,
            String provider,
            Instant handedOverAt,
            List<Recorded> events,
            List<Linked> linked) {

        public List<Event> history() {
            return events.stream().map(Recorded::event).toList();
        }
    }

    /** @param number running number; a lower one is the earlier participation */
    public record Linked(UUID id, long number, String caseNumber) {}

    public record Recorded(Event event, Instant recordedAt, Origin origin) {}

    /**
     * Where a line stood.
     *
     * @param channel SFTP, JMS, REST, SOAP, DROPBOX or SERVICE
     * @param kind of the submission: the file kind, or the message
     * @param name the sender's, untrusted; of a message its event id; may be null
     */
    public record Origin(
            UUID submission, long line, String partner, String channel, String kind, String name, Instant receivedAt) {}

    /**
     * @param municipality where the case is, or is waited for; null when the line named none that is known
     * @param outcome REJECTED, KNOWN or WAITING
     * @param decidedAt when a line that had to wait was refused or found known, or null
     */
    public record Line(Origin origin, String municipality, String outcome, List<Fault> faults, Instant decidedAt) {}

    /** All of it as it stands at one moment. */
    public static CaseTrail read(DataSource database, String caseNumber) {
        TransactionTemplate snapshot = new TransactionTemplate(new DataSourceTransactionManager(database));
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return snapshot.execute(status -> read(JdbcClient.create(database), caseNumber));
    }

    private static CaseTrail read(JdbcClient sql, String caseNumber) {
        CaseTrailQuery query = new CaseTrailQuery(sql);
        List<Case> cases = query.cases(caseNumber);
        List<Line> lines = query.lines(caseNumber, cases.stream().map(Case::id).toList());
        Set<UUID> submissions = new TreeSet<>();
        Stream.concat(
                        cases.stream().flatMap(one -> one.events().stream()).map(Recorded::origin),
                        lines.stream().map(Line::origin))
                .forEach(origin -> submissions.add(origin.submission()));
        return new CaseTrail(
                cases,
                lines,
                new DeliveryTrail(sql).of(cases.stream().map(Case::id).toList(), submissions));
    }

    public boolean isEmpty() {
        return participations.isEmpty() && lines.isEmpty();
    }
}
