package dk.rampe.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.Promise;
import dk.rampe.Reliability;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ReconciliationTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    /** A row, by the statement's end, and the rules that miss it. */
    private static final Map<String, Set<String>> MISSED = missed();

    /** What leaves nothing behind that speaks of it; README says what its loss means. */
    private static final Set<String> MISSED_BY_NOBODY = Set.of(
            "vault.person",
            "vault.audit",
            "vault.key_node",
            "timetable_run",
            "lease",
            "purge_run",
            "purge_under_way",
            "archive_blanking",
            "erased_case",
            "broker_withdrawal",
            "stale_account",
            "partner_trouble",
            "service_position",
            "service_gap",
            "reconciliation_run",
            "reconciliation_finding");

    private final Books books = new Books(hub);

    private static Map<String, Set<String>> missed() {
        Map<String, Set<String>> missed = new LinkedHashMap<>();
        missed.put("submission where state = 'PARTLY'", Set.of("LINES_COUNT", "COPY_OWNER", "DELIVERY_SUBJECT"));
        missed.put(
                "submission where channel = 'JMS' and state = 'PROCESSED' and number = (select min(number) from submission where channel = 'JMS')",
                Set.of("LINES_COUNT", "COPY_OWNER"));
        missed.put("submission where state = 'REFUSED' and channel = 'SFTP'", Set.of("COPY_OWNER", "DELIVERY_SUBJECT"));
        missed.put("submission where state = 'DUPLICATE'", Set.of("DELIVERY_SUBJECT"));
        missed.put("submission where state = 'STORED'", Set.of("COPY_OWNER", "DELIVERY_SUBJECT"));
        missed.put(
                "submission_line where outcome = 'ACCEPTED' and participation_id is not null",
                Set.of("LINES_COUNT", "EVENTS_ORIGIN"));
        missed.put("submission_line where outcome = 'KNOWN'", Set.of("LINES_COUNT"));
        missed.put("submission_line where outcome = 'REJECTED'", Set.of("LINES_COUNT", "LINES_STATE"));
        missed.put("submission_line where outcome = 'WAITING'", Set.of("LINES_COUNT", "LINES_WAITING"));
        missed.put("waiting_line where true", Set.of("LINES_WAITING"));
        missed.put(
                "archive_chunk where submission_id in (select id from submission where state = 'STORED')",
                Set.of("COPY_WHOLE"));
        missed.put(
                "archive_chunk where submission_id in (select id from submission where copy_size is not null)",
                Set.of("COPY_WHOLE"));
        missed.put(
                "participation where erased_at is null and municipality = '740'",
                Set.of("EVENTS_COUNT", "LINES_CASE", "PERSONAL_OWNER", "DELIVERY_SUBJECT"));
        missed.put(
                "event where kind = 'REFERRED' and true",
                Set.of("EVENTS_COUNT", "LINES_EFFECT", "PERSONAL_OWNER", "DELIVERY_SUBJECT"));
        missed.put("event where kind = 'CONVERSATION'", Set.of("EVENTS_COUNT", "LINES_EFFECT"));
        missed.put("event where kind = 'ERASED'", Set.of("EVENTS_COUNT"));
        missed.put(
                "vault.entry where event_number in (select number from event where kind = 'REFERRED')",
                Set.of("EVENTS_PERSONAL"));
        missed.put("vault.participation_key where destroyed_at is null", Set.of("PERSONAL_OWNER"));
        missed.put(
                "delivery where kind = 'TECHNICAL_RECEIPT' and submission_id in (select id from submission where state <> 'REFUSED')",
                Set.of("ANSWER_OWED"));
        missed.put("delivery where kind = 'RECEIPT' and lines is null", Set.of("ANSWER_OWED"));
        missed.put("delivery where kind = 'RECEIPT' and lines is not null", Set.of("LATE_ANSWER_OWED"));
        missed.put("delivery where kind = 'REJECTION'", Set.of("ANSWER_OWED"));
        missed.put(
                "delivery where kind = 'CASE' and participation_id in (select id from participation where erased_at is null)",
                Set.of("CASE_OWED"));
        missed.put("delivery where kind = 'STATUS_FILE'", Set.of("DELIVERY_SUBJECT"));
        missed.put(
                "delivery where kind = 'STATUS' and partner = 'norddjurs' and state <> 'SUPERSEDED'",
                Set.of("STATUS_OWED"));
        missed.put("delivery where kind = 'RELEASE'", Set.of("RELEASE_OWED"));
        missed.put(
                "delivered_name where (partner, name) in (select partner, names ->> 0 from delivery)",
                Set.of("NAME_RESERVED"));
        missed.put("release where true", Set.of("RELEASE_FILES", "DELIVERY_SUBJECT"));
        missed.put("release_file where name = 'README.txt'", Set.of("RELEASE_FILES"));
        missed.put("release_showing where scope = '707'", Set.of("RELEASE_SHOWINGS"));
        missed.put("release_showing where scope = 'PROJECT'", Set.of("RELEASE_SHOWINGS"));
        missed.put("erasure where true", Set.of("ERASURE_RECORD"));
        missed.put("erased_participation where true", Set.of("ERASURE_RECORD"));
        return missed;
    }

    @BeforeEach
    void oneOfEverything() throws IOException {
        books.fill();
    }

    @Test
    void whatTheHubItselfHasWrittenAddsUp() {
        Reconciled reconciled = hub.bean(Reconciliation.class).reconcile();
        assertThat(reconciled.findings()).isEmpty();
        assertThat(reconciled.totals())
                .isEqualTo(new Reconciled.Totals(
                        hub.count("submission"),
                        hub.count("submission_line"),
                        hub.count("event"),
                        hub.count("delivery")));
        assertThat(hub.sql("select distinct outcome from submission_line")
                        .query(String.class)
                        .list())
                .contains("ACCEPTED", "KNOWN", "REJECTED", "WAITING");
    }

    @Test
    void aRowDeletedBehindTheHubsBackIsMissed() {
        SoftAssertions all = new SoftAssertions();
        int deleted = 0;
        for (String rows : MISSED.keySet()) {
            for (String row : each(rows)) {
                delete(rows, row, all);
                deleted++;
            }
        }
        all.assertAll();
        Reliability.held(
                Promise.RECONCILIATION,
                "one row deleted behind the hub's back, each of each kind in turn",
                deleted + " rows of " + MISSED.size() + " kinds in " + tables().size() + " tables",
                "each missed by the reconciliation, by "
                        + MISSED.values().stream()
                                .flatMap(Set::stream)
                                .distinct()
                                .count() + " rules of " + Rule.all().size() + "; put back, all adds up");
    }

    private void delete(String rows, String row, SoftAssertions all) {
        hub.sql("create schema aside").update();
        hub.sql("create table aside.rows as select * from " + row).update();
        all.assertThat(books.behindTheHubsBack("delete from " + row))
                .as("%s: deleted", rows)
                .isOne();
        all.assertThat(books.differing().keySet()).as("%s: missed by", rows).isEqualTo(MISSED.get(rows));
        books.behindTheHubsBack("insert into " + table(rows) + " overriding system value select * from aside.rows");
        hub.sql("drop schema aside cascade").update();
        all.assertThat(books.differing()).as("%s: put back", rows).isEmpty();
    }

    /** A new table is either missed or stands among those that are not. */
    @Test
    void everyTableIsLookedAfter() {
        assertThat(hub.sql("""
                        select oid::regclass::text from pg_class
                        where relkind in ('r', 'p') and not relispartition
                          and relnamespace in ('public'::regnamespace, 'vault'::regnamespace)
                          and oid::regclass::text <> 'flyway_schema_history'""").query(String.class).list())
                .allSatisfy(table -> assertThat(tables().contains(table) ^ MISSED_BY_NOBODY.contains(table))
                        .as(table)
                        .isTrue());
    }

    private static Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        MISSED.keySet().forEach(rows -> tables.add(table(rows)));
        return tables;
    }

    private static String table(String rows) {
        return rows.substring(0, rows.indexOf(' '));
    }

    /** Each row by its place, for which of them is the first is the database's business. */
    private List<String> each(String rows) {
        return hub.sql("select format('" + table(rows) + " where (ctid, tableoid) = (%L, %s)', ctid, tableoid) from "
                        + rows)
                .query(String.class)
                .list();
    }
}
