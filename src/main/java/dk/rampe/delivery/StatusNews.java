package dk.rampe.delivery;

import com.fasterxml.jackson.databind.ObjectMapper;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Participation;
import dk.rampe.partner.Partners;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Owes the jobcentre a status whenever the fold of a case says something it has not been told. */
@Component
public class StatusNews {

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final EventLog events;
    private final CaseLocks locks;
    private final Partners partners;
    private final ObjectMapper json;
    private final Clock clock;

    StatusNews(JdbcTemplate jdbc, EventLog events, CaseLocks locks, Partners partners, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
        this.events = events;
        this.locks = locks;
        this.partners = partners;
        this.json = json;
        this.clock = clock;
    }

    private record Case(UUID id, String municipality, Instant handedOverAt, String told) {}

    private record Ahead(UUID id, String municipality, String caseNumber) {}

    private record News(UUID participation, String jobcentre, long eventNumber, String told, boolean first) {}

    /** The caller holds the cases' locks and has just changed what their events say. */
    public void tell(Collection<UUID> participations) {
        Map<UUID, List<Event>> histories = events.of(participations);
        Instant now = clock.instant();
        List<News> news = new ArrayList<>();
        for (Case one : cases(participations)) {
            String jobcentre = partners.jobcentreOf(one.municipality())
                    .filter(id -> partners.get(id).status() != null)
                    .orElse(null);
            List<Event> history = histories.get(one.id());
            Participation participation = Participation.of(history, day(now), Long.MAX_VALUE);
            if (jobcentre != null && participation.exists()) {
                CaseStatus status = CaseStatus.of(participation, day(one.handedOverAt()));
                if (!status.equals(read(one.told()))) {
                    news.add(new News(
                            one.id(),
                            jobcentre,
                            history.get(history.size() - 1).number(),
                            write(status),
                            one.told() == null));
                }
            }
        }
        owe(news, now);
    }

    /**
     * Events told ahead of their date change the status when the day has come. For a new day, before it is reported.
     */
    void dayHasCome(String jobcentre) {
        List<Ahead> ahead = sql.sql("""
                        select distinct p.id, p.municipality, p.case_number
                        from event e join participation p on p.id = e.participation_id
                        where p.municipality = :municipality and p.erased_at is null and e.occurred_on <= :today
                          and e.occurred_on > (e.recorded_at at time zone 'Europe/Copenhagen')::date""")
                .param("municipality", partners.get(jobcentre).municipality())
                .param("today", day(clock.instant()))
                .query(Ahead.class)
                .list();
        locks.hold(ahead.stream()
                .map(one -> new CaseKey(one.municipality(), one.caseNumber()))
                .toList());
        tell(ahead.stream().map(Ahead::id).toList());
    }

    /** The provider has the cases; the first time is news to the jobcentre. */
    void handedOver(Collection<UUID> participations) {
        UUID[] ids = participations.toArray(UUID[]::new);
        locks.holdOf(participations);
        List<UUID> first = sql.sql("""
                        update participation set handed_over_at = ?
                        where id = any(?) and handed_over_at is null and erased_at is null
                        returning id""")
                .params(Timestamp.from(clock.instant()), ids)
                .query(UUID.class)
                .list();
        if (!first.isEmpty()) {
            tell(first);
        }
    }

    /**
     * Nothing is owed yet of a case told of for the first time. Rows are locked in the order of their numbers, as
     * {@link StatusFiles} does.
     */
    private void owe(List<News> news, Instant now) {
        if (news.isEmpty()) {
            return;
        }
        sql.sql("""
                        update delivery set state = 'SUPERSEDED'
                        where id in (select id from delivery
                                     where kind = 'STATUS' and state = 'PENDING' and consignment is null
                                       and participation_id = any(?)
                                     order by number for update)""")
                .param(news.stream()
                        .filter(one -> !one.first())
                        .map(News::participation)
                        .toArray(UUID[]::new))
                .update();
        Deliveries.insert(
                jdbc,
                news.stream()
                        .map(one -> NewDelivery.ofStatus(one.jobcentre(), one.participation(), one.eventNumber()))
                        .toList(),
                now);
        jdbc.batchUpdate("update participation set told = ?::jsonb where id = ?", news, 500, (row, one) -> {
            row.setString(1, one.told());
            row.setObject(2, one.participation());
        });
    }

    private List<Case> cases(Collection<UUID> participations) {
        return sql.sql("""
                        select id, municipality, handed_over_at, told
                        from participation join unnest(?) as wanted (id) using (id) order by number""")
                .param(participations.toArray(UUID[]::new))
                .query((row, i) -> new Case(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant(),
                        row.getString(4)))
                .list();
    }

    private LocalDate day(Instant instant) {
        return instant == null ? null : LocalDate.ofInstant(instant, clock.getZone());
    }

    private CaseStatus read(String told) {
        try {
            return told == null ? null : json.readValue(told, CaseStatus.class);
        } catch (IOException e) {
            throw new IllegalStateException("participation.told is unreadable");
        }
    }

    private String write(CaseStatus status) {
        try {
            return json.writeValueAsString(status);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
