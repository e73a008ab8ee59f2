package dk.rampe.reconciliation;

import java.util.List;

/** Outcome releases, which are never purged; deliveries of them are. */
final class ReleaseRules {

    static final List<Rule> ALL =
            List.of(new Rule("RELEASE_FILES", """
                    select coalesce(r.id, f.release_id)::text
                    from release r
                    full join (select release_id, array_agg(name) as names from release_file group by release_id) f
                      on f.release_id = r.id
                    where r.id is null or f.names is null or not f.names @> array['indicators.csv', 'README.txt']"""), new Rule("RELEASE_SHOWINGS", """
                    select distinct p.release_id::text
                    from release_showing p
                    cross join jsonb_each_text(p.parts) part
                    where not exists (select from release_showing m
                                      where m.scope = part.key and m.rows = p.rows and m.release_id = part.value::uuid)
                    union
                    select m.release_id::text
                    from release_showing m
                    where not exists (select from release_showing p
                                      where p.release_id = m.release_id and p.rows = m.rows and p.scope = 'PROJECT')"""), new Rule("RELEASE_OWED", """
                    select r.id::text
                    from release r
                    where r.made_at >= :records and r.programme = any(:evaluated)
                      and not exists (select from delivery d where d.kind = 'RELEASE' and d.release_id = r.id)"""));

    private ReleaseRules() {}
}
