package dk.rampe.reconciliation;

import java.util.List;

/** Outcome releases, which are never purged; deliveries of them are. */
final class ReleaseRules {

    static final List<Rule> ALL = List.of(new Rule("RELEASE_FILES", """
                    select coalesce(r.id, f.release_id)::text
                    from release r
                    full join (select release_id, array_agg(name) as names from release_file group by release_id) f
                      on f.release_id = r.id
                    where r.id is null or f.names is null or not f.names @> array['indicators.csv', 'README.txt']"""), new Rule("RELEASE_OWED", """
                    select r.id::text
                    from release r
                    where r.made_at >= :records and r.programme = any(:evaluated)
                      and not exists (select from delivery d where d.kind = 'RELEASE' and d.release_id = r.id)"""));

    private ReleaseRules() {}
}
