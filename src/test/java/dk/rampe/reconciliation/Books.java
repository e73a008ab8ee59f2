package dk.rampe.reconciliation;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;

import dk.rampe.delivery.StatusFiles;
import dk.rampe.rights.Erasures;
import dk.rampe.submission.ArchiveBlanking;
import dk.rampe.submission.TestHub;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.transaction.support.TransactionTemplate;

/** A hub that has seen one of everything, and what its books say. */
final class Books {

    private final TestHub hub;

    Books(TestHub hub) {
        this.hub = hub;
    }

    /** All outcomes of lines, late ones too; a duplicate, a refused file; status files; an erased case; a release. */
    void fill() throws IOException {
        UUID first = hub.silkeborg(
                "henvisning_20260202_01.csv",
                referral(1),
                referral(2),
                referral(3),
                referral(4).replace("PRIMÆR", "ANDET"));
        hub.silkeborg("henvisning_20260202_02.csv", referral(1), referral(2));
        hub.store(SILKEBORG, "henvisning_20260202_03.csv", "3", TestHub.csv("henvisning", referral(1), referral(2)));
        hub.process(hub.store(SILKEBORG, "henvisning_20260202_04.csv", "4", "no heading".getBytes()));
        hub.silkeborg("sagsopdatering_20260202_01.csv", update(9, "TLF", "03-02-2026", "33333333"));
        hub.silkeborg("sagsopdatering_20260202_02.csv", update(5, "TLF", "03-02-2026", "33333333"));
        hub.deliver(SIND).forEach(hub::message);
        hub.progress(conversation(1, "2026-02-02"));
        hub.progress(conversation(8, "2026-02-02"));
        hub.progress("[]");
        hub.clock().set("2026-02-02T10:05:00");
        hub.silkeborg("henvisning_20260202_05.csv", referral(5));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(1, personNumber(6), "11111111", "2026-02-01"));
        erase(caseNumber(3));
        hub.bean(ArchiveBlanking.class).blank(first);
        hub.bean(StatusFiles.class).gatherOnce(SILKEBORG);
        hub.deliver(SIND);
        hub.deliver(SILKEBORG);
        hub.deliver(NORDDJURS);
        hub.store(SILKEBORG, "henvisning_20260202_06.csv", "6", TestHub.csv("henvisning", referral(7)));
        release();
    }

    private void erase(String caseNumber) {
        UUID id = UUID.randomUUID();
        hub.sql("""
                        insert into erasure (id, municipality, case_number, reason, requested_by, requested_at, state)
                        values (?, '740', ?, 'OBJECTION', 'operator', '2026-02-02 09:04Z', 'REQUESTED')""").params(id, caseNumber).update();
        hub.bean(Erasures.class).carryOut(id);
    }

    /** As the hub makes one; the room that does is not among these. */
    private void release() {
        UUID id = UUID.randomUUID();
        hub.sql(
                        "insert into release (id, programme, as_of, known, made_at) values (?, 'rampen', '2026-02-02', 1, '2026-02-02 09:00Z')")
                .param(id)
                .update();
        hub.sql("insert into release_file values (:id, 'indicators.csv', ''), (:id, 'README.txt', '')")
                .param("id", id)
                .update();
        hub.sql("""
                        insert into release_showing
                            (release_id, scope, rows, as_of, known, persons, points, hidden, parts)
                        select :id, scope, 'WHO5', '2026-02-02', 1, '{"WHO5_PERSONS": 5, "WHO5_BETTER": 2}', '{}', '{WHO5_BETTER}',
                               case scope when 'PROJECT' then jsonb_build_object('707', :id) else '{}' end
                        from unnest(array['707', 'PROJECT']) scope""").param("id", id).update();
        hub.sql("""
                        insert into delivery (id, partner, kind, order_key, release_id, made_at, state, due_at, names)
                        values (gen_random_uuid(), 'defactum', 'RELEASE', 'release rampen', ?, '2026-02-02 09:00Z', 'SENT',
                                '2026-02-02 09:00Z', '["rampen"]')""").param(id).update();
    }

    /** By rule, how many items do not add up. */
    Map<String, Long> differing() {
        Map<String, Long> differing = new TreeMap<>();
        hub.bean(Reconciliation.class)
                .reconcile()
                .findings()
                .forEach(finding -> differing.put(finding.rule(), finding.items()));
        return differing;
    }

    /** What nothing in the hub does, and no foreign key hinders. */
    int behindTheHubsBack(String statement) {
        return hub.bean(TransactionTemplate.class).execute(status -> {
            hub.sql("set local session_replication_role = replica").update();
            return hub.sql(statement).update();
        });
    }
}
