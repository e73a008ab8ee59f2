package dk.rampe.delivery;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.ObjectMapper;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.Delivery.Kind;
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

    private record Case(UUID id, String municipality, Instant handedOverAt, String told, boolean erased) {

        boolean waitsToBeHandedOver() {
            return handedOverAt == null && !erased;
        }

        Case handedOver(Instant at) {
            return new Case(id, municipality, at, told, erased);
        }
    }

    private record Ahead(UUID id, String municipality, String caseNumber) {}

    private record News(UUID participation, String jobcentre, long eventNumber, String told, boolean first) {}

    /** The caller holds the cases' locks and has just changed what their events say. */
    public void tell(Collection<UUID> participations) {
        Instant now = clock.instant();
        List<News> news = news(cases(participations), now);
        owe(news, now);
        jdbc.batchUpdate("update participation set told = ?::jsonb where id = ?", news, 500, (row, one) -> {
            row.setString(1, one.told());
            row.setObject(2, one.participation());
        });
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
        locks.holdOf(participations);
        Instant now = clock.instant();
        List<Case> first = cases(participations).stream()
                .filter(Case::waitsToBeHandedOver)
                .map(one -> one.handedOver(now))
                .toList();
        if (first.isEmpty()) {
            return;
        }
        List<News> news = news(first, now);
        owe(news, now);
        Map<UUID, String> told = news.stream().collect(toMap(News::participation, News::told));
        jdbc.batchUpdate(
                "update participation set handed_over_at = ?, told = coalesce(?::jsonb, told) where id = ?",
                first,
                500,
                (row, one) -> {
                    row.setTimestamp(1, Timestamp.from(now));
                    row.setString(2, told.get(one.id()));
                    row.setObject(3, one.id());
                });
    }

    private List<News> news(List<Case> cases, Instant now) {
        Map<UUID, List<Event>> histories =
                events.of(cases.stream().map(Case::id).toList());
        List<News> news = new ArrayList<>();
        for (Case one : cases) {
            String jobcentre = partners.jobcentreOf(one.municipality())
                    .filter(id -> partners.get(id).isTold())
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
        return news;
    }

    private void owe(List<News> news, Instant now) {
        if (news.isEmpty()) {
            return;
        }
        supersede(news.stream().filter(one -> !one.first()).toList());
        Deliveries.insert(
                jdbc,
                news.stream()
                        .map(one -> NewDelivery.ofStatus(
                                one.jobcentre(), kind(one.jobcentre()), one.participation(), one.eventNumber()))
                        .toList(),
                now);
    }

    private Kind kind(String jobcentre) {
        return partners.get(jobcentre).status() != null ? Kind.STATUS : Kind.STATUS_CALL;
    }

    /**
     * A status that is told by a call is never superseded: it may be under way already. Rows are looked up by their case
     * alone, or PostgreSQL may walk through all that wait while its statistics are from before a wave came; and locked in
     * the order of their numbers, as {@link StatusFiles} does. Nothing is owed yet of a case told of for the first time.
     */
    private void supersede(List<News> later) {
        List<UUID> owed = sql.sql("""
                        select owed.id from unnest(?) as told (participation)
                        cross join lateral (select * from delivery where participation_id = told.participation offset 0) owed
                        where owed.kind = 'STATUS' and owed.state = 'PENDING' and owed.consignment is null
                        order by owed.number""")
                .param(later.stream().map(News::participation).toArray(UUID[]::new))
                .query(UUID.class)
                .list();
        jdbc.batchUpdate("""
                update delivery
                set state = case when state = 'PENDING' and consignment is null then 'SUPERSEDED' else state end
                where id = ?""", owed, 500, (row, id) -> row.setObject(1, id));
    }

    private List<Case> cases(Collection<UUID> participations) {
        return sql.sql("""
                        select id, municipality, handed_over_at, told, erased_at is not null as erased
                        from participation where id = any(?) order by number""")
                .param(participations.toArray(UUID[]::new))
                .query((row, i) -> new Case(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getTimestamp(3) == null ? null : row.getTimestamp(3).toInstant(),
                        row.getString(4),
                        row.getBoolean(5)))
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
