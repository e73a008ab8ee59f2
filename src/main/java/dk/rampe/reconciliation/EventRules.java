package dk.rampe.reconciliation;

import java.util.List;

/** Events, the cases they tell of, and their personal halves. */
final class EventRules {

    static final List<Rule> ALL = List.of(
            new Rule("EVENTS_COUNT", """
                    select coalesce(p.id, e.participation_id)::text
                    from participation p
                    full join (select participation_id, count(*) as there from event group by participation_id) e
                      on e.participation_id = p.id
                    where coalesce(p.events, 0) <> coalesce(e.there, 0)"""),
            // one that repeats another's in a case opened anew names a line of long ago
            new Rule("EVENTS_ORIGIN", """
                    select e.number::text
                    from event e left join submission s on s.id = e.submission_id
                    where e.kind <> 'ERASED'
                      and not exists (select from submission_line l
                                      where (l.submission_id, l.line) = (e.submission_id, e.line))
                      and (s.id is not null or e.recorded_at >= :origins)
                      and not exists (select from event first
                                      where (first.submission_id, first.line, first.key) = (e.submission_id, e.line, e.key)
                                        and first.number < e.number)"""),
            new Rule("EVENTS_PERSONAL", """
                    select e.number::text
                    from event e left join vault.participation_key k on k.participation_id = e.participation_id
                    where e.kind = 'REFERRED' and k.destroyed_at is null
                      and not exists (select from vault.entry v where v.event_number = e.number)"""),
            new Rule("PERSONAL_OWNER", """
                    select v.event_number::text
                    from vault.entry v
                    left join event e on e.number = v.event_number
                    left join vault.participation_key k on k.participation_id = v.participation_id
                    where e.participation_id is distinct from v.participation_id or k.wrapped is null
                    union all
                    select k.participation_id::text
                    from vault.participation_key k
                    where not exists (select from participation p where p.id = k.participation_id)"""),
            new Rule("ERASURE_RECORD", """
                    select p.id::text
                    from participation p
                    where p.erased_at >= :audit and not exists (select from erasure e where e.id = p.erasure_id)
                    union all
                    select e.id::text
                    from erasure e
                    where e.state <> 'REQUESTED'
                      and e.participations <> (select count(*) from erased_participation t where t.erasure_id = e.id)"""));

    private EventRules() {}
}
