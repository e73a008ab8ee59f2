package dk.rampe.reconciliation;

import java.util.List;

/** What became of each line of each submission. */
final class LineRules {

    static final List<Rule> ALL = List.of(
            // lines in = accepted (with or without warning) + known + refused + waiting
            new Rule("LINES_COUNT", """
                    select coalesce(s.id, l.submission_id)::text
                    from submission s
                    full join (select submission_id, count(*) as answered from submission_line group by submission_id) l
                      on l.submission_id = s.id
                    where s.id is null
                       or s.state = 'STORED' and coalesce(l.answered, 0) > coalesce(s.lines, 0)
                       or s.state <> 'STORED' and coalesce(l.answered, 0) <> coalesce(s.lines, 0)"""),
            new Rule("LINES_STATE", """
                    select s.id::text
                    from submission s
                    left join (select submission_id, count(*) as refused from submission_line
                               where outcome = 'REJECTED' group by submission_id) l on l.submission_id = s.id
                    where s.state = 'PROCESSED' and l.refused is not null
                       or s.state = 'PARTLY' and l.refused is null"""),
            new Rule("LINES_WAITING", """
                    select coalesce(l.submission_id, w.submission_id) || ' ' || coalesce(l.line, w.line)
                    from (select submission_id, line from submission_line where outcome = 'WAITING') l
                    full join waiting_line w on (w.submission_id, w.line) = (l.submission_id, l.line)
                    where l.line is null or w.line is null"""),
            // what an erasure has blanked names no case any more, and facts go before their lines
            new Rule("LINES_EFFECT", """
                    select l.submission_id || ' ' || l.line
                    from submission_line l join participation p on p.id = l.participation_id
                    where l.outcome in ('ACCEPTED', 'WARNING')
                      and not exists (select from event e where (e.submission_id, e.line) = (l.submission_id, l.line))"""),
            new Rule("LINES_CASE", """
                    select l.submission_id || ' ' || l.line
                    from submission_line l
                    where l.participation_id is not null
                      and not exists (select from participation p where p.id = l.participation_id)
                      and not exists (select from purge_run where held = 'FACTS' and removed > 0)
                      and not exists (select from purge_under_way where held = 'FACTS')"""));

    private LineRules() {}
}
