package dk.rampe.rights;

import static dk.rampe.rights.Store.ARCHIVE;
import static dk.rampe.rights.Store.AUDIT;
import static dk.rampe.rights.Store.BROKER;
import static dk.rampe.rights.Store.DELIVERIES;
import static dk.rampe.rights.Store.FACTS;
import static dk.rampe.rights.Store.PERSONS;
import static dk.rampe.rights.Store.REFUSED_LINES;
import static dk.rampe.rights.Store.SUBMISSIONS;
import static dk.rampe.rights.Store.VAULT;
import static dk.rampe.rights.Store.WAITING_LINES;
import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.retention.HeldClass;
import dk.rampe.submission.TestHub;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Vault;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HoldingsTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    @RegisterExtension
    static final TestHub hub = new TestHub(Map.of("rampe.programmes.rampen.evaluation-ends", "2027-12-31"));

    @Test
    void everyStoreSaysHowMuchOfHowManyItHoldsSinceWhenAndUntilWhen() {
        hub.silkeborg(
                FILE,
                referral(1),
                referral(2, personNumber(1), "11111111", "01-02-2026"),
                referral(3).replace("PRIMÆR", "ANDET"));
        hub.deliver(SIND).forEach(hub::message);
        hub.progress(conversation(1, "2026-02-02"));
        hub.progress(conversation(9, "2026-02-02"));
        Map<Store, Holding> silkeborg = withoutTimes(holdings(SILKEBORG));
        assertThat(silkeborg.get(ARCHIVE)).isEqualTo(holding(ARCHIVE, 1, null, Period.ofDays(30), "2026-03-04"));
        assertThat(silkeborg.get(REFUSED_LINES))
                .isEqualTo(holding(REFUSED_LINES, 1, 1L, Period.ofDays(90), "2026-05-03"));
        assertThat(silkeborg.get(SUBMISSIONS))
                .isEqualTo(holding(SUBMISSIONS, 1, null, Period.ofMonths(12), "2027-02-02"));
        assertThat(silkeborg.get(VAULT)).isEqualTo(holding(VAULT, 2, 1L, Period.ofMonths(6), null));
        assertThat(silkeborg.get(PERSONS)).isEqualTo(holding(PERSONS, 1, 1L, Period.ofMonths(6), null));
        assertThat(silkeborg.get(FACTS)).isEqualTo(holding(FACTS, 3, 2L, null, "2027-12-31"));
        assertThat(silkeborg.get(AUDIT)).isEqualTo(holding(AUDIT, 2, null, Period.ofMonths(24), "2028-02-02"));
        assertThat(silkeborg.get(DELIVERIES).items()).isEqualTo(hub.count("delivery where partner = 'silkeborg'"));
        Holding waiting = withoutTimes(holdings(SIND)).get(WAITING_LINES);
        assertThat(waiting)
                .isEqualTo(new Holding(
                        SIND, WAITING_LINES, 1L, 1L, null, Duration.ofDays(30), LocalDate.parse("2026-03-04"), 0));
        assertThat(holdings(SIND).get(BROKER).items()).isNull();
        assertThat(holdings(NORDDJURS).get(ARCHIVE).items()).isZero();
        assertThat(account().overdue()).isZero();
    }

    private static Map<Store, Holding> withoutTimes(Map<Store, Holding> holdings) {
        holdings.replaceAll((store, holding) -> {
            if (holding.oldest() != null) {
                assertThat(holding.oldest())
                        .isBetween(
                                hub.clock().instant().minusSeconds(60),
                                hub.clock().instant());
            }
            return new Holding(
                    holding.partner(),
                    store,
                    holding.items(),
                    holding.subjects(),
                    null,
                    holding.limit(),
                    holding.until(),
                    holding.overdue());
        });
        return holdings;
    }

    private static Holding holding(Store store, long items, Long subjects, Period limit, String until) {
        return new Holding(
                SILKEBORG, store, items, subjects, null, limit, until == null ? null : LocalDate.parse(until), 0);
    }

    @Test
    void whatTheNextPurgeWillTakeIsNotOverdueYetAndWhatItHasLeftIs() {
        hub.silkeborg(FILE, referral(1).replace("PRIMÆR", "ANDET"));
        hub.deliver(SILKEBORG);
        assertTurnsOverdue(ARCHIVE, "2026-03-05T03:00:00", "2026-03-06T13:00:00");
        assertTurnsOverdue(REFUSED_LINES, "2026-05-04T11:00:00", "2026-05-04T13:00:00");
        assertTurnsOverdue(SUBMISSIONS, "2027-02-03T11:00:00", "2027-02-03T13:00:00");
        assertTurnsOverdue(DELIVERIES, "2027-02-03T11:00:00", "2027-02-03T13:00:00");
    }

    private static void assertTurnsOverdue(Store store, String notYet, String then) {
        hub.clock().set(notYet);
        assertThat(holdings(SILKEBORG).get(store).overdue())
                .as("%s at %s", store, notYet)
                .isZero();
        hub.clock().set(then);
        assertThat(holdings(SILKEBORG).get(store).overdue())
                .as("%s at %s", store, then)
                .isPositive();
    }

    @Test
    void whatIsStillToBeDoneIsNotOverdueHoweverOldItIs() {
        hub.store(SILKEBORG, FILE, "1", TestHub.csv(FILE, referral(1)));
        hub.silkeborg("henvisning_20260202_02.csv", referral(2));
        hub.deliver(SIND);
        hub.clock().set("2029-02-02T10:00:00");
        // the file is not worked through; the other one's receipts are not sent, and its case is in the provider's
        // hands
        assertThat(holdings(SILKEBORG).get(SUBMISSIONS).overdue()).isZero();
        assertThat(holdings(SIND).get(DELIVERIES).overdue()).isZero();
        assertThat(holdings(SILKEBORG).get(ARCHIVE).overdue()).isOne();
        hub.deliver(SILKEBORG);
        hub.bean(Vault.class).destroy(hub.participations(caseNumber(2)));
        assertThat(holdings(SILKEBORG).get(SUBMISSIONS).overdue()).isOne();
        assertThat(holdings(SIND).get(DELIVERIES).overdue()).isOne();
    }

    @Test
    void aLineThatShouldLongHaveBeenRefusedIsOverdue() {
        hub.silkeborg("sagsopdatering_20260202_01.csv", update(1, "TLF", "03-02-2026", "33333333"));
        assertTurnsOverdue(WAITING_LINES, "2026-03-05T11:00:00", "2026-03-05T13:00:00");
    }

    @Test
    void aPersonalHalfIsHeldSixMonthsFromTheEndOrFromTheDayTheHubWasTold() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.clock().set("2026-04-10T10:00:00");
        hub.progress(event(UUID.randomUUID(), 1, "COMPLETED", "2026-03-01", ""));
        assertThat(holdings(SILKEBORG).get(VAULT).until()).isEqualTo("2026-10-10");
        assertTurnsOverdue(VAULT, "2026-10-11T11:00:00", "2026-10-13T10:00:00");
        assertThat(holdings(SILKEBORG).get(VAULT).overdue()).isOne();
        hub.bean(Vault.class).destroy(hub.participations(caseNumber(1)));
        assertThat(holdings(SILKEBORG).get(VAULT).items()).isOne();
        assertThat(holdings(SILKEBORG).get(VAULT).overdue()).isZero();
    }

    @Test
    void anEndingThatWasTakenBackEndsNothing() {
        UUID refused = UUID.randomUUID();
        UUID completed = UUID.randomUUID();
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.progress(event(completed, 1, "COMPLETED", "2026-02-01", ""));
        hub.progress(event(UUID.randomUUID(), 1, "RETRACTED", "2026-02-02", ", \"supersedes\": \"" + completed + '"'));
        hub.progress(event(refused, 2, "ASSESSED", "2026-02-01", ", \"accepted\": false, \"reason\": \"OTHER\""));
        hub.progress(event(UUID.randomUUID(), 2, "ASSESSED", "2026-02-02", ", \"accepted\": true"));
        hub.clock().set("2028-02-02T10:00:00");
        assertThat(holdings(SILKEBORG).get(VAULT).until()).isNull();
        assertThat(holdings(SILKEBORG).get(VAULT).overdue()).isZero();
    }

    @Test
    void whoIsStillKnownAgainWhenNoPersonalHalfIsLeftIsOverdue() {
        hub.silkeborg(FILE, referral(1, "0101901234", "11111111", "01-02-2026"));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(1, "0101901234", "11111111", "2026-02-01"));
        hub.bean(Vault.class).destroy(hub.participations(caseNumber(1)));
        assertThat(holdings(SILKEBORG).get(PERSONS).overdue())
                .as("the other municipality's half is there")
                .isZero();
        hub.bean(Vault.class).destroy(hub.participations("707-2026-00001"));
        assertThat(holdings(SILKEBORG).get(PERSONS).overdue()).isOne();
        hub.bean(Persons.class)
                .forget(hub.sql("select person_id from participation")
                        .query(UUID.class)
                        .list());
        assertThat(holdings(SILKEBORG).get(PERSONS).items()).isZero();
    }

    @Test
    void factsAreOverdueWhenTheEvaluationHasEndedAndThePersonalHalfIsGone() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.bean(Vault.class).destroy(hub.participations(caseNumber(1)));
        assertTurnsOverdue(FACTS, "2027-12-31T10:00:00", "2028-01-03T10:00:00");
        assertThat(holdings(SILKEBORG).get(FACTS).overdue()).isOne();
    }

    @Test
    void theLatestPurgeOfAClassIsItsProof() {
        hub.sql("""
                insert into purge_run values
                    ('ARCHIVE', '2026-02-01 03:30', '2026-02-01 02:30Z', '2026-02-01 02:31Z', 7, 0),
                    ('ARCHIVE', '2026-02-02 03:30', '2026-02-02 02:30Z', '2026-02-02 02:32Z', 4, 3)""").update();
        Account account = account();
        assertThat(account.purges())
                .isEqualTo(Map.of(HeldClass.ARCHIVE, new LastPurge(Instant.parse("2026-02-02T02:32:00Z"), 4, 3)));
        assertThat(account.leftOverdue()).isEqualTo(3);
        assertThat(account.lastPurge(holdings(SILKEBORG).get(ARCHIVE)).removed())
                .isEqualTo(4);
        assertThat(account.lastPurge(holdings(SILKEBORG).get(VAULT))).isNull();
    }

    @Test
    void ofOneCaseEachStoreTellsWhatIsThereAndOfNoOther() {
        hub.silkeborg(FILE, referral(1), referral(2), referral(1).replace("PRIMÆR", "ANDET"));
        hub.deliver(SIND).forEach(hub::message);
        hub.progress(conversation(1, "2026-02-02"));
        hub.progress(event(UUID.randomUUID(), 1, "COMPLETED", "2026-02-02", ""));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(1, personNumber(3), "11111111", "2026-02-01").replace("707-2026-00001", caseNumber(1)));
        List<Holding> holdings =
                hub.bean(Holdings.class).ofCase(caseNumber(1), "740").holdings();
        assertThat(holdings)
                .extracting(Holding::partner, Holding::store, Holding::items, Holding::until)
                .map(tuple -> String.join(
                        " ", tuple.toList().stream().map(String::valueOf).toList()))
                .containsExactly(
                        "silkeborg ARCHIVE 1 2026-03-04",
                        "silkeborg REFUSED_LINES 1 2026-05-03",
                        "silkeborg SUBMISSIONS 1 2027-02-02",
                        "silkeborg DELIVERIES 3 2027-02-02",
                        "silkeborg VAULT 1 2026-08-02",
                        "silkeborg PERSONS 1 null",
                        "silkeborg FACTS 3 2027-12-31",
                        "silkeborg AUDIT 1 2028-02-02",
                        "sind ARCHIVE 2 2026-03-04",
                        "sind SUBMISSIONS 2 2027-02-02",
                        "sind DELIVERIES 1 2027-02-02");
        assertThat(hub.bean(Holdings.class).ofCase(caseNumber(1), null).holdings())
                .extracting(Holding::partner)
                .contains(NORDDJURS, SILKEBORG);
        assertThat(hub.bean(Holdings.class).ofCase("740-2026-99999", null).holdings())
                .isEmpty();
    }

    /** A table that nobody has thought of would be missing in the account. */
    @Test
    void everyTableThatMayHoldSomethingOfSomebodyIsCounted() {
        assertThat(hub.sql("""
                        select oid::regclass::text from pg_class
                        where relkind in ('r', 'p') and not relispartition
                          and relnamespace in ('public'::regnamespace, 'vault'::regnamespace)
                          and oid::regclass::text <> 'flyway_schema_history'""").query(String.class).list())
                .as("counted: the first two rows; of nobody: the others")
                .isSubsetOf(
                        "archive_chunk",
                        "waiting_line",
                        "submission_line",
                        "submission",
                        "delivery",
                        "delivered_name",
                        "vault.participation_key",
                        "vault.entry",
                        "vault.person",
                        "event",
                        "participation",
                        "vault.audit",
                        "release",
                        "release_file",
                        "release_showing",
                        "timetable_run",
                        "lease",
                        "partner_trouble",
                        "service_position",
                        "service_gap",
                        "purge_run",
                        "archive_blanking",
                        "erasure",
                        "erased_case",
                        "erased_participation",
                        "purge_under_way",
                        "broker_withdrawal",
                        "stale_account",
                        "vault.key_node",
                        "reconciliation_run",
                        "reconciliation_finding");
    }

    private static Account account() {
        return hub.bean(Holdings.class).account();
    }

    private static Map<Store, Holding> holdings(String partner) {
        return account().holdings().stream()
                .filter(holding -> partner.equals(holding.partner()))
                .collect(toMap(Holding::store, holding -> holding));
    }
}
