package dk.rampe.reconciliation;

import java.util.List;

/** Archive copies, while none of them may have been purged. A sealed chunk is 28 bytes longer than what is in it. */
final class CopyRules {

    static final List<Rule> ALL = List.of(new Rule("COPY_WHOLE", """
                    with copy as (
                        select submission_id, count(*) as chunks, min(chunk) as first, max(chunk) as last,
                               sum(octet_length(sealed) - 28) as bytes
                        from archive_chunk group by submission_id)
                    select s.id::text
                    from submission s left join copy c on c.submission_id = s.id
                    where s.archive_key is not null and (s.received_at >= :copies or s.state = 'STORED')
                      and (coalesce(c.bytes, 0) <> coalesce(s.copy_size, s.size)
                           or c.first <> 0 or c.last <> c.chunks - 1)"""), new Rule("COPY_OWNER", """
                    select distinct c.submission_id::text
                    from archive_chunk c left join submission s on s.id = c.submission_id
                    where s.archive_key is null"""));

    private CopyRules() {}
}
