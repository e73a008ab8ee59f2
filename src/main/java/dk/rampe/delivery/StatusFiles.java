package dk.rampe.delivery;

import dk.rampe.partner.Partner.StatusFile;
import dk.rampe.partner.Partners;
import dk.rampe.partner.Timetable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gathers owed statuses into a file for each jobcentre that is told so, when its agreement says. */
@Component("statusFiles")
public class StatusFiles {

    /** A burst of news is one file: the last of it must be this old. */
    private static final Duration QUIET = Duration.ofSeconds(10);

    private static final String MIDNIGHT = "0 0 0 * * *";

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Partners partners;
    private final Timetable timetable;
    private final FileNames names;
    private final StatusNews statusNews;
    private final Clock clock;

    StatusFiles(
            JdbcTemplate jdbc,
            Partners partners,
            Timetable timetable,
            FileNames names,
            StatusNews statusNews,
            Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.partners = partners;
        this.timetable = timetable;
        this.names = names;
        this.statusNews = statusNews;
        this.clock = clock;
    }

    /**
     * Tells what a new day changes, and makes the files that are due now. Called from the route, in one transaction for each
     * partner.
     */
    @Transactional
    public void gather(String partner) {
        StatusFile file = partners.get(partner).status();
        oneNodeAtATime(partner);
        if (timetable.begin("day of " + partner, MIDNIGHT)) {
            statusNews.dayHasCome(partner);
        }
        if (file == null) {
            return;
        }
        if (file.schedule() != null ? timetable.begin("status " + partner, file.schedule()) : hasNews(partner, file)) {
            gatherNow(partner);
        }
    }

    /** Until the transaction ends: two nodes would each find the same news and make a file. */
    private void oneNodeAtATime(String partner) {
        sql.sql("select pg_advisory_xact_lock(hashtextextended('status file of ' || ?, 0))")
                .param(partner)
                .query()
                .listOfRows();
    }

    private boolean hasNews(String partner, StatusFile file) {
        Instant now = clock.instant();
        return sql.sql("""
                        select count(*) > 0
                           and (count(*) filter (where made_at > :quiet and made_at <= :now) = 0 or min(made_at) <= :since)
                           and not exists (select 1 from delivery
                                           where partner = :partner and kind = 'STATUS_FILE'
                                             and made_at > :since and made_at <= :now)
                        from delivery
                        where partner = :partner and kind = 'STATUS' and state = 'PENDING' and consignment is null""")
                .param("partner", partner)
                // what was made later than now was made before the clock was put back
                .param("now", Timestamp.from(now))
                .param("quiet", Timestamp.from(now.minus(QUIET)))
                .param("since", Timestamp.from(now.minus(file.every())))
                .query(Boolean.class)
                .single();
    }

    /** Makes a file that has fixed times once outside them; for who is told by calls there is none. @return whether it was this time */
    @Transactional
    public boolean gatherOnce(String partner) {
        StatusFile file = partners.get(partner).status();
        boolean now = file != null && file.schedule() != null && timetable.beginOnce("status " + partner);
        if (now) {
            gatherNow(partner);
        }
        return now;
    }

    /** Whatever the times say. */
    @Transactional
    void gatherNow(String partner) {
        StatusFile file = partners.get(partner).status();
        UUID reservation = UUID.randomUUID();
        ZonedDateTime now = ZonedDateTime.now(clock);
        List<String> all = new ArrayList<>();
        all.add(names.reserveDated(partner, file.name(), now, reservation));
        if (file.marker() != null) {
            all.add(file.marker().name().replace("{file}", all.get(0)));
        }
        UUID consignment = Deliveries.insert(jdbc, List.of(NewDelivery.ofStatusFile(partner, all)), now.toInstant())
                .get(0);
        sql.sql("""
                        update delivery set consignment = ?
                        where id in (select id from delivery
                                     where partner = ? and kind = 'STATUS' and state = 'PENDING' and consignment is null
                                     order by number for update)""").params(consignment, partner).update();
    }

    /** @return ids of the partners that are told, by file or by calls */
    public List<String> partners() {
        return partners.with(partner -> partner.isTold() ? partner : null);
    }
}
