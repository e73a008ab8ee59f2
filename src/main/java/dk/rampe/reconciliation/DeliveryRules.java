package dk.rampe.reconciliation;

import java.util.List;

/** What is owed: that all of it has been made out, speaks of something, and has an end or an owner. */
final class DeliveryRules {

    static final List<Rule> ALL = List.of(
            new Rule("ANSWER_OWED", """
                    select s.id::text
                    from submission s
                    left join (select submission_id,
                                      bool_or(kind = 'RECEIPT' and lines is null) as receipt,
                                      bool_or(kind = 'TECHNICAL_RECEIPT') as technical_receipt,
                                      bool_or(kind = 'REJECTION') as rejection
                               from delivery where submission_id is not null group by submission_id) d
                      on d.submission_id = s.id
                    where s.received_at >= :records
                      and (s.partner = any(:answered_when_stored) and s.state in ('STORED', 'PROCESSED', 'PARTLY')
                               and d.technical_receipt is not true
                           or s.partner = any(:answered_when_processed)
                               and s.state in ('PROCESSED', 'PARTLY', 'DUPLICATE') and d.receipt is not true
                           or s.partner = any(:answered_when_refused) and s.state = 'REFUSED' and d.receipt is not true
                           or s.partner = any(:providers) and s.state = 'REFUSED' and d.rejection is not true
                               and (s.channel <> 'REST'
                                    or exists (select from submission_line l
                                               where l.submission_id = s.id and l.decided_at is not null)))"""),
            new Rule("LATE_ANSWER_OWED", """
                    select l.submission_id || ' ' || l.line
                    from submission_line l join submission s on s.id = l.submission_id
                    where l.decided_at > s.processed_at and s.received_at >= :records
                      and s.partner = any(:answered_when_processed)
                      and not exists (select from delivery d
                                      where d.submission_id = s.id and d.kind = 'RECEIPT' and l.line = any(d.lines))"""),
            // a case whose personal half is gone is nobody's to be told
            new Rule("CASE_OWED", """
                    select e.number::text
                    from event e left join vault.participation_key k on k.participation_id = e.participation_id
                    where e.recorded_at >= :records and k.destroyed_at is null
                      and e.kind in ('REFERRED', 'CONTACT_CHANGED', 'PROTECTION_CHANGED', 'CASEWORKER_CHANGED',
                                     'IDENTIFIER_CHANGED', 'SITUATION_CHANGED', 'WITHDRAWN', 'REGISTERED_IN_ERROR')
                      and not exists (select from delivery d
                                      where d.kind = 'CASE' and d.participation_id = e.participation_id
                                        and d.event_number = e.number)"""),
            new Rule("STATUS_OWED", """
                    select p.id::text
                    from participation p
                    where p.told is not null and p.created_at >= :records
                      and not exists (select from delivery d
                                      where d.kind in ('STATUS', 'STATUS_CALL') and d.participation_id = p.id and d.state <> 'SUPERSEDED')"""),
            // what was told of a case before its erasure speaks of events that are gone
            new Rule("DELIVERY_SUBJECT", """
                    select d.id::text
                    from delivery d
                    left join participation p on p.id = d.participation_id
                    where d.submission_id is not null
                            and not exists (select from submission s where s.id = d.submission_id)
                       or d.participation_id is not null and p.id is null
                       or d.event_number is not null and p.erased_at is null
                            and not exists (select from event e where e.number = d.event_number)
                       or d.release_id is not null
                            and not exists (select from release r where r.id = d.release_id)
                       or d.consignment is not null
                            and not exists (select from delivery c where c.id = d.consignment)"""),
            // sleeping: of all that is due to a partner nothing has been tried for an hour
            new Rule("DELIVERY_OWNER", """
                    with awake as (
                        select distinct partner from delivery
                        where sent_at > :sleeping
                           or state = 'PENDING' and kind <> 'STATUS'
                              and (attempts > 0 and due_at > :sleeping or lease_until > now() - interval '1 hour'))
                    select d.id::text
                    from delivery d
                    where d.state = 'PENDING' and d.kind <> 'STATUS' and d.due_at < :sleeping
                      and d.partner <> all(:fetching)
                      and d.partner not in (select partner from awake)
                    union all
                    select d.id::text
                    from delivery d left join delivery c on c.id = d.consignment
                    where d.state = 'PENDING' and d.kind = 'STATUS'
                      and (c.state <> 'PENDING' or d.consignment is null and d.partner <> all(:told_by_file))"""),
            new Rule("NAME_RESERVED", """
                    select d.id::text
                    from delivery d
                    where d.made_at >= :records and d.kind in ('TECHNICAL_RECEIPT', 'RECEIPT', 'STATUS_FILE')
                      and not exists (select from delivered_name n
                                      where n.partner = d.partner and n.name = d.names ->> 0)"""));

    private DeliveryRules() {}
}
