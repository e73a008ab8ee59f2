package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.partner.HubSettings;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Events from the broker that fail again and again. The ledger keeps them, sealed, and tries on; what does not succeed
 * before the limit for lines that wait is refused, and its provider told. So nothing ends as a dead letter, which no
 * limit and no erasure would reach.
 */
@Component("eventsSetAside")
public class EventsSetAside {

    private static final Logger LOG = LoggerFactory.getLogger(EventsSetAside.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient sql;
    private final Arrivals arrivals;
    private final Ledger ledger;
    private final Archive archive;
    private final ArchiveBlanking blanking;
    private final EventProcessing processing;
    private final Receipts receipts;
    private final TransactionTemplate transaction;
    private final Duration refuseAfter;
    private final Clock clock;

    EventsSetAside(
            JdbcClient sql,
            Arrivals arrivals,
            Ledger ledger,
            Archive archive,
            ArchiveBlanking blanking,
            EventProcessing processing,
            Receipts receipts,
            TransactionTemplate transaction,
            HubSettings settings,
            Clock clock) {
        this.sql = sql;
        this.arrivals = arrivals;
        this.ledger = ledger;
        this.archive = archive;
        this.blanking = blanking;
        this.processing = processing;
        this.receipts = receipts;
        this.transaction = transaction;
        this.refuseAfter = settings.waiting().refuseAfter();
        this.clock = clock;
    }

    /** Keeps it, in a transaction of its own that has been committed when this returns. */
    public void keep(String provider, JsonNode event, Exception cause) {
        arrivals.prepare();
        Submission kept = transaction.execute(status -> {
            try {
                return processing.keep(provider, "JMS", event);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        LOG.warn(
                "{}: an event could not be worked through, kept as submission {} and tried again ({})",
                provider,
                kept.shortId(),
                cause.getClass().getSimpleName());
    }

    /** Changes nothing when somebody else has finished it. */
    void workThrough(Submission submission) {
        transaction.executeWithoutResult(status -> {
            if (ledger.holdAt(submission.id(), submission.checkpoint())) {
                try {
                    processing.workThrough(submission, content(submission), true);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        LOG.info("{}: event {} worked through at last", submission.partner(), submission.shortId());
    }

    /** Ids of those that have waited too long. */
    public List<UUID> overdue() {
        return sql.sql("""
                        select id from submission
                        where state = 'STORED' and channel = 'JMS' and received_at < ? order by number limit 200""")
                .param(Timestamp.from(clock.instant().minus(refuseAfter)))
                .query(UUID.class)
                .list();
    }

    /** Refuses it, and tells its provider; the same event sent again is taken anew. */
    @Transactional
    public void refuse(UUID id) {
        Submission submission = ledger.find(id);
        if (ledger.holdAt(id, submission.checkpoint())) {
            String days = String.valueOf(refuseAfter.toDays());
            refuse(submission, FaultCode.COULD_NOT_BE_TAKEN.fault(null, Map.of("days", days)));
            LOG.warn(
                    "{}: event {} could not be worked through in {} days and is refused",
                    submission.partner(),
                    submission.shortId(),
                    days);
        }
    }

    /**
     * Refuses what is kept about a case that is being erased, and marks its copy to be taken out; one that is being worked
     * through this moment will find its case erased. In the caller's transaction.
     *
     * @return the submissions
     */
    List<UUID> refuseAbout(CaseKey key, Collection<UUID> participations) {
        List<Submission> about = sql
                .sql("select id from submission where state = 'STORED' and channel = 'JMS' for update skip locked")
                .query(UUID.class)
                .list()
                .stream()
                .map(ledger::find)
                .filter(submission -> isAbout(content(submission), key, participations))
                .toList();
        about.forEach(submission -> {
            refuse(submission, FaultCode.CASE_ERASED.fault());
            blanking.markWhole(submission.id());
        });
        return about.stream().map(Submission::id).toList();
    }

    /** A number without a municipality may be this one's. */
    private static boolean isAbout(JsonNode event, CaseKey key, Collection<UUID> participations) {
        String municipality = event.path("municipality").asText(key.municipality());
        return event.path("caseNumber").asText().equals(key.caseNumber()) && municipality.equals(key.municipality())
                || participations.stream()
                        .anyMatch(id -> event.path("participationId").asText().equals(id.toString()));
    }

    private void refuse(Submission submission, Fault fault) {
        ledger.finish(submission.id(), State.REFUSED, List.of(fault));
        ledger.forgetIdentity(submission.id());
        receipts.rejected(submission);
    }

    private JsonNode content(Submission submission) {
        try (InputStream content = archive.read(submission)) {
            return JSON.readTree(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
