package dk.rampe.rights;

import static java.util.stream.Collectors.groupingBy;

import dk.rampe.participation.Ending;
import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Fate;
import dk.rampe.participation.Kind;
import dk.rampe.participation.Participation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Since when participations have ended, and are known to have. */
final class Endings {

    private final JdbcClient sql;
    private final LocalDate today;

    Endings(JdbcClient sql, LocalDate today) {
        this.sql = sql;
        this.today = today;
    }

    private record Told(UUID participation, Event event, LocalDate on) {}

    /**
     * The day it ended or the day the hub was told, whichever is later.
     *
     * @return by participation; those that go on are not in it
     */
    Map<UUID, LocalDate> of(Collection<UUID> participations) {
        Map<UUID, LocalDate> endings = new HashMap<>();
        told(participations).forEach((participation, told) -> {
            LocalDate ended = ended(told);
            if (ended != null) {
                endings.put(participation, ended);
            }
        });
        return endings;
    }

    private Map<UUID, List<Told>> told(Collection<UUID> participations) {
        return sql
                .sql("select participation_id, recorded_at, %s from event where participation_id = any(?)"
                        .formatted(EventLog.COLUMNS))
                .param(participations.toArray(UUID[]::new))
                .query((row, i) -> {
                    Instant recorded = row.getTimestamp("recorded_at").toInstant();
                    return new Told(
                            row.getObject("participation_id", UUID.class), EventLog.read(row), Deadlines.day(recorded));
                })
                .list()
                .stream()
                .collect(groupingBy(Told::participation));
    }

    private LocalDate ended(List<Told> told) {
        List<Event> events = told.stream().map(Told::event).toList();
        Ending ending = Participation.of(events, today, Long.MAX_VALUE).ending();
        if (ending == null) {
            return null;
        }
        Map<Long, Fate> fates = Fate.of(events);
        LocalDate toldOn = told.stream()
                .filter(one -> fates.get(one.event().number()).what() == Fate.What.COUNTS)
                .filter(one -> one.event().occurredOn().equals(ending.on()))
                .filter(one -> isSaidBy(ending.kind(), one.event()))
                .map(Told::on)
                .min(Comparator.naturalOrder())
                .orElse(ending.on());
        return toldOn.isAfter(ending.on()) ? toldOn : ending.on();
    }

    private static boolean isSaidBy(Ending.Kind ending, Event event) {
        return ending == Ending.Kind.REJECTED
                ? event.kind() == Kind.ASSESSED
                        && !Boolean.TRUE.equals(event.facts().accepted())
                : event.kind().name().equals(ending.name());
    }
}
