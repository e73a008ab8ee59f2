package dk.rampe.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dk.rampe.Form;
import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.submission.TestHub;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Half of the lines in files of a thousand, half in messages of their own, made up by SQL; all adds up, but for one row. */
class ReconciliationFiguresTest {

    private static final int LINES = Form.of(20_000, 1_000_000);

    private static final String TRAFFIC = """
            create temporary table told as
                select gen_random_uuid() as id, i, i > :half as file, timestamptz '2026-01-20 12:00Z' as at
                from generate_series(1, :half + :half / 1000) as i;
            insert into submission (id, partner, channel, kind, name, identity, size, state, archive_key, received_at, processed_at, lines)
                select id, case when file then 'norddjurs' else 'sind' end, case when file then 'SFTP' else 'JMS' end,
                       case when file then 'leverance' else 'progress' end, id::text, decode(md5(id::text), 'hex'), 272, 'PROCESSED',
                       decode(md5(i::text), 'hex'), at, at, case when file then 1000 else 1 end
                from told;
            insert into archive_chunk select (at at time zone 'UTC')::date, id, 0, decode(repeat('00', 300), 'hex') from told;
            create temporary table cases as
                select gen_random_uuid() as id, t.id as submission, line, (row_number() over ())::int as n
                from told t cross join generate_series(1, 1000) as line where t.file;
            create index on cases (n);
            analyze told; analyze cases;
            insert into participation (id, municipality, case_number, programme, person_id, provider, created_at, events)
                select id, '707', 'no-' || n, 'rampen', id, 'sind', '2026-01-20 12:00Z', 2 from cases;
            insert into submission_line (submission_id, line, message, element, case_number, outcome, participation_id)
                select submission, line, 'referral', 'Henvisning', 'no-' || n, 'ACCEPTED', id from cases;
            insert into submission_line (submission_id, line, message, element, case_number, outcome, participation_id)
                select t.id, 1, 'progress', 'event', 'no-' || c.n, 'ACCEPTED', c.id
                from told t join cases c on c.n = t.i where not t.file;
            insert into event (participation_id, key, kind, occurred_on, facts, content, submission_id, line, recorded_at)
                select l.participation_id, l.submission_id || '/' || l.line,
                       case when l.message = 'referral' then 'REFERRED' else 'CONVERSATION' end, '2026-01-20', '{}', '\\x00',
                       l.submission_id, l.line, '2026-01-20 12:00Z'
                from submission_line l;
            insert into vault.participation_key select id, decode(repeat('00', 60), 'hex'), '2026-01-20' from cases;
            insert into vault.entry select number, participation_id, decode(repeat('00', 200), 'hex') from event where kind = 'REFERRED';
            insert into delivery (id, partner, kind, order_key, participation_id, event_number, made_at, state, due_at, sent_at)
                select gen_random_uuid(), 'sind', 'CASE', participation_id::text, participation_id, number, recorded_at, 'SENT',
                       recorded_at, recorded_at
                from event where kind = 'REFERRED';
            insert into delivery (id, partner, kind, order_key, submission_id, made_at, state, due_at, names)
                select gen_random_uuid(), 'norddjurs', 'RECEIPT', id::text, id, at, 'SENT', at, jsonb_build_array(id::text)
                from told where file;
            insert into delivered_name select 'norddjurs', id::text, id, at from told where file;
            drop table told, cases""";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @AfterEach
    void empty() {
        hub.sql(
                        "truncate submission, event, participation, vault.participation_key, archive_chunk, delivered_name, delivery cascade")
                .update();
    }

    @Test
    void allRulesAreHeldAgainstManyLinesInSeconds() {
        Books books = new Books(hub);
        // quicker without foreign keys
        books.behindTheHubsBack(TRAFFIC.replace(":half", String.valueOf(LINES / 2)));
        hub.sql("analyze").update();
        assertThat(books.differing()).isEmpty();
        books.behindTheHubsBack(
                "delete from submission_line where ctid = (select ctid from submission_line where message = 'progress' limit 1)");
        long began = System.nanoTime();
        Reconciled reconciled = hub.bean(Reconciliation.class).reconcile();
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertThat(reconciled.findings())
                .extracting(Reconciled.Finding::rule, Reconciled.Finding::items)
                .containsExactly(tuple("LINES_COUNT", 1L), tuple("EVENTS_ORIGIN", 1L));
        assertThat(took).isLessThan(Duration.ofSeconds(Form.of(10, 60)));
        Reconciled.Totals totals = reconciled.totals();
        Reliability.held(
                Promise.RECONCILIATION,
                "one line of many deleted",
                String.format(
                        Locale.ROOT,
                        "%,d lines left, in %,d submissions, with %,d events and %,d deliveries",
                        totals.lines(),
                        totals.submissions(),
                        totals.events(),
                        totals.deliveries()),
                String.format(
                        Locale.ROOT,
                        "found, by %d rules; all %d rules held against them in %.1f s",
                        reconciled.findings().size(),
                        Rule.all().size(),
                        took.toMillis() / 1000.0));
    }
}
