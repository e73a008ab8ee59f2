package dk.rampe.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Form;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The first purge after a year of traffic from 98 municipalities, made up by SQL: every tenth line refused, half of the
 * cases ended. How long each class took goes to {@code target/purge-figures.txt}.
 */
class PurgeFiguresTest {

    private static final int CASES = Form.of(1_000, 20_000);
    private static final int DAYS = Form.of(30, 365);
    private static final List<String> TABLES = List.of(
            "submission",
            "submission_line",
            "archive_chunk",
            "participation",
            "event",
            "delivery",
            "delivered_name",
            "vault.entry",
            "vault.person",
            "vault.audit");

    /** Messages: nine of each case, as a provider tells them; files: one a day of each municipality. */
    private static final String A_YEAR = """
            create temporary table told as
                select gen_random_uuid() as id, i, 1 as lines, 'PROCESSED' as state,
                       timestamptz '2026-01-01 12:00+00' + make_interval(days => (i % :days)::int) as at
                from generate_series(1, :cases * 9) as i;
            create temporary table cases as
                select gen_random_uuid() as id, gen_random_uuid() as person, i, (101 + i % 98)::text as municipality
                from generate_series(1, :cases) as i;
            create index on told (i);
            insert into submission (id, partner, channel, kind, identity, size, state, archive_key, received_at)
                select id, 'provider', 'JMS', 'progress', decode(md5(id::text), 'hex'), 300, state, decode(md5(i::text), 'hex'), at
                from told;
            insert into submission_line (submission_id, line, message, element, case_number, outcome)
                select t.id, 1, 'progress', 'event', 'no-' || 1 + (t.i - 1) % :cases,
                       case when t.i % 10 = 0 then 'REJECTED' else 'ACCEPTED' end from told t;
            insert into submission_line (submission_id, line, message, element, case_number, outcome)
                select t.id, 2, 'progress', 'event', 'no-' || t.i, 'ACCEPTED' from told t where t.i <= :cases;
            insert into archive_chunk select (at at time zone 'UTC')::date, id, 0, decode(repeat('00', 330), 'hex') from told;
            insert into participation (id, municipality, case_number, programme, person_id, provider, created_at)
                select id, municipality, 'no-' || i, 'rampen', person, 'provider', '2026-01-01' from cases;
            insert into event (participation_id, key, kind, occurred_on, facts, content, submission_id, line, recorded_at)
                select c.id, t.i::text,
                       case (t.i - 1) / :cases when 0 then 'REFERRED' when 8 then case when c.i % 2 = 0 then 'COMPLETED' else 'CAFE_MEETING' end
                                         else 'CONVERSATION' end,
                       t.at::date, '{}', decode(md5(t.i::text), 'hex'), t.id, 1, t.at
                from told t join cases c on c.i = 1 + (t.i - 1) % :cases;
            insert into delivery (id, partner, kind, order_key, participation_id, event_number, made_at, state, due_at)
                select gen_random_uuid(), 'provider', 'CASE', participation_id::text, participation_id, number, recorded_at,
                       'SENT', recorded_at
                from event where kind in ('REFERRED', 'CAFE_MEETING') or number % 5 = 0;
            insert into delivery (id, partner, kind, order_key, made_at, state, due_at, names)
                select gen_random_uuid(), municipality, 'STATUS_FILE', 'status', day, 'SENT', day, '["a"]'
                from (select distinct municipality from cases) m
                cross join generate_series(timestamptz '2026-01-01', '2026-12-31', :step * interval '1 day') as day;
            create temporary table files as select id, row_number() over () as i from delivery where kind = 'STATUS_FILE';
            insert into delivery (id, partner, kind, order_key, participation_id, event_number, made_at, state, due_at, consignment)
                select gen_random_uuid(), 'one', 'STATUS', e.participation_id::text, e.participation_id, e.number, recorded_at, 'SENT',
                       recorded_at, f.id
                from event e join files f on f.i = 1 + e.number % (select count(*) from files) where e.number % 4 = 0;
            insert into delivered_name (partner, name, owner, reserved_at)
                select 'one', 'status ' || i, id, '2026-06-01' from files;
            insert into vault.participation_key select id, decode(repeat('00', 60), 'hex'), '2026-01-01' from cases;
            insert into vault.entry select number, participation_id, decode(repeat('00', 200), 'hex') from event
                where kind in ('REFERRED', 'CONVERSATION') and number % 2 = 0;
            insert into vault.person select decode(md5(person::text), 'hex'), person from cases;
            insert into vault.audit select recorded_at, 'provider', 'case', participation_id from event where number % 3 = 0;
            drop table told, cases, files""";

    @RegisterExtension
    static final TestHub hub = new TestHub(Map.of("rampe.programmes.rampen.evaluation-ends", "2029-12-31"));

    @AfterEach
    void empty() {
        hub.sql("truncate submission, event, participation, vault.participation_key, vault.person, vault.audit, "
                        + "archive_chunk, delivered_name, delivery cascade")
                .update();
    }

    @Test
    void ofAYearsTrafficNothingIsLeftThatIsOverdue() throws IOException {
        fill();
        List<String> figures = new ArrayList<>();
        TABLES.forEach(table -> figures.add("%-20s %,11d rows before".formatted(table, hub.count(table))));
        hub.clock().set("2031-01-01T10:00:00");
        NightlyPurge purge = hub.bean(NightlyPurge.class);
        for (HeldClass held : HeldClass.values()) {
            long began = System.nanoTime();
            purge.purgeNow(held);
            double seconds = (System.nanoTime() - began) / 1e9;
            figures.add(hub.sql("select removed from purge_run where held = ?")
                    .param(held.name())
                    .query((row, i) -> "%-20s %,11d went in %.1f s".formatted(held, row.getLong(1), seconds))
                    .single());
        }
        TABLES.forEach(table -> figures.add("%-20s %,11d rows after".formatted(table, hub.count(table))));
        Files.write(Path.of("target", "purge-figures.txt"), figures);
        assertThat(hub.sql("select held from purge_run where left_overdue > 0")
                        .query(String.class)
                        .list())
                .isEmpty();
        assertThat(hub.count("submission")).isZero();
        assertThat(hub.count("participation")).isEqualTo(CASES / 2);
        assertThat(hub.count("vault.person")).isEqualTo(CASES / 2);
    }

    private static void fill() {
        hub.sql("""
                do $$ begin
                    for i in 0..365 loop
                        execute format('create table if not exists archive_chunk_%s partition of archive_chunk for values from (%L) to (%L)',
                                       to_char(date '2026-01-01' + i, 'YYYY_MM_DD'), date '2026-01-01' + i, date '2026-01-02' + i);
                    end loop;
                end $$""").update();
        hub.sql(A_YEAR.replace(":cases", String.valueOf(CASES))
                        .replace(":days", String.valueOf(DAYS))
                        .replace(":step", CASES < 10_000 ? "30" : "1"))
                .update();
        hub.sql("analyze").update();
    }
}
