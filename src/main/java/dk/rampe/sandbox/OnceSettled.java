package dk.rampe.sandbox;

import dk.rampe.delivery.StatusFiles;
import dk.rampe.outcome.NightlyReleases;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * In the sandbox nobody waits for six o'clock: when the samples have gone through, everything that runs on a timetable
 * runs once. Once only: the database remembers.
 */
@Component
@Profile("sandbox")
@EnableScheduling
public class OnceSettled {

    private static final Logger LOG = LoggerFactory.getLogger(OnceSettled.class);
    private static final Duration QUIET = Duration.ofSeconds(6);

    private final JdbcClient sql;
    private final StatusFiles statusFiles;
    private final NightlyReleases releases;
    private final Clock clock;

    OnceSettled(JdbcClient sql, StatusFiles statusFiles, NightlyReleases releases, Clock clock) {
        this.sql = sql;
        this.statusFiles = statusFiles;
        this.releases = releases;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 2000, initialDelay = 5000)
    public void runSchedulesOnce() {
        if (!isSettled()) {
            return;
        }
        long ran = statusFiles.partners().stream()
                        .filter(statusFiles::gatherOnce)
                        .count()
                + releases.programmes().stream().filter(releases::releaseOnce).count();
        if (ran > 0) {
            LOG.info("settled: {}", story());
        }
    }

    /** Something came in, nothing is under way, and nothing has moved for a while. */
    private boolean isSettled() {
        return sql.sql("""
                        select exists (select from submission where processed_at is not null)
                           and not exists (select from submission where state = 'STORED')
                           and not exists (select from delivery where state = 'PENDING' and kind <> 'STATUS')
                           and (select max(received_at) from submission) < :quiet
                           and coalesce((select max(sent_at) from delivery), '-infinity') < :quiet""")
                .param("quiet", Timestamp.from(clock.instant().minus(QUIET)))
                .query(Boolean.class)
                .single();
    }

    private String story() {
        Map<String, Object> counts = sql.sql("""
                        select (select count(*) from participation) as cases,
                               (select count(*) from event) as events,
                               (select count(*) from submission_line where outcome = 'REJECTED') as refused,
                               (select count(*) from waiting_line) as waiting""").query().singleRow();
        return "%s cases known from %s events, %s lines refused, %s waiting"
                .formatted(counts.get("cases"), counts.get("events"), counts.get("refused"), counts.get("waiting"));
    }
}
