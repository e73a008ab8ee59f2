package dk.rampe.delivery;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
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

/**
 * Notes when a file that was put into a partner's folder has left it. That is the last the hub can see of it; whether
 * the partner could use it, nobody has said.
 */
@Component("fetchedFiles")
public class FetchedFiles {

    private static final Logger LOG = LoggerFactory.getLogger(FetchedFiles.class);

    /** What has lain there for so long will not be fetched. */
    private static final Duration LOOKED_FOR = Duration.ofDays(90);

    private final JdbcClient sql;
    private final Partners partners;
    private final Clock clock;

    FetchedFiles(JdbcClient sql, Partners partners, Clock clock) {
        this.sql = sql;
        this.partners = partners;
        this.clock = clock;
    }

    /**
     * A folder on a partner's server and what was put there.
     *
     * @param files name of the data file, or of a release's folder, by delivery
     */
    public record Watched(String partner, String folder, Map<UUID, String> files) {}

    private record Lying(UUID id, Kind kind, String file) {}

    /**
     * What to list, and look for in it. To be asked before the list is made, so that nothing is looked for that was put
     * there after it. A file that another delivery is about to replace is not looked for: it is gone for a moment.
     */
    public List<Watched> lookedFor(String partner) {
        Partner settings = partners.get(partner);
        return sql
                .sql("""
                        select id, kind, names ->> 0 as file from delivery d
                        where partner = ? and state = 'SENT' and fetched_at is null and names <> '[]' and sent_at > ?
                          and not exists (select from delivery next
                                          where next.submission_id = d.submission_id and next.state = 'PENDING')""")
                .params(partner, Timestamp.from(clock.instant().minus(LOOKED_FOR)))
                .query(Lying.class)
                .list()
                .stream()
                .collect(groupingBy(lying -> folder(settings, lying.kind()), toMap(Lying::id, Lying::file)))
                .entrySet()
                .stream()
                .map(folder -> new Watched(partner, folder.getKey(), folder.getValue()))
                .toList();
    }

    private static String folder(Partner partner, Kind kind) {
        return switch (kind) {
            case STATUS_FILE -> partner.status().folder();
            case RELEASE -> partner.releases().folder();
            default -> partner.receipts().folder();
        };
    }

    /**
     * Statuses are fetched with the file they travel in. What was noted once stays noted, whatever comes back.
     *
     * @param there every name in the folder; never part of them
     */
    @Transactional
    public void note(Watched watched, Collection<String> there) {
        UUID[] gone = watched.files().entrySet().stream()
                .filter(file -> !there.contains(file.getValue()))
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
        if (gone.length == 0) {
            return;
        }
        int noted = sql.sql("""
                        update delivery set fetched_at = :now
                        where (id = any(:gone) or consignment = any(:gone)) and state = 'SENT' and fetched_at is null""")
                .param("now", Timestamp.from(clock.instant()))
                .param("gone", gone)
                .update();
        if (noted > 0) {
            LOG.info("{}: {} fetched", watched.partner(), gone.length == 1 ? "1 file" : gone.length + " files");
        }
    }
}
