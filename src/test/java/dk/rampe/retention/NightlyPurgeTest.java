package dk.rampe.retention;

import static dk.rampe.submission.TestCases.referral;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.partner.HubSettings;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Timetable;
import dk.rampe.submission.TestHub;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionTemplate;

@ExtendWith(OutputCaptureExtension.class)
class NightlyPurgeTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @BeforeEach
    void aCopyThatIsOverdueByMarch() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.clock().set("2026-03-10T12:00:00");
        purge();
    }

    @Test
    void theFirstTimeOnlyNotesWhereToBegin() {
        assertThat(copies()).isEqualTo(1);
        assertThat(proofs()).isEmpty();
    }

    @Test
    void itRunsOnceANightAndLeavesAProofOfEachClass(CapturedOutput log) {
        hub.clock().set("2026-03-11T03:29:00");
        purge();
        assertThat(copies()).isEqualTo(1);
        hub.clock().set("2026-03-11T03:31:00");
        purge();
        assertThat(copies()).isZero();
        purge();
        assertThat(proofs())
                .containsExactly(
                        "ARCHIVE 2026-03-11 03:30:00 removed 1 left 0",
                        "REFUSED_LINES 2026-03-11 03:30:00 removed 0 left 0",
                        "VAULT 2026-03-11 03:30:00 removed 0 left 0",
                        "FACTS 2026-03-11 03:30:00 removed 0 left 0",
                        "RECORDS 2026-03-11 03:30:00 removed 0 left 0",
                        "AUDIT 2026-03-11 03:30:00 removed 0 left 0");
        assertThat(log.getOut().lines().filter(line -> line.contains("purge")))
                .singleElement()
                .asString()
                .endsWith("purge: 1 of ARCHIVE held no longer");
    }

    @Test
    void noClassIsPurgedBeforeThoseBeforeItWhenTheTimeComesBetweenThem() {
        hub.clock().set("2026-03-11T03:29:59.997");
        purge();
        assertThat(proofs()).hasSizeBetween(1, 5);
        purge();
        assertThat(proofs())
                .extracting(proof -> HeldClass.valueOf(proof.split(" ")[0]))
                .containsExactly(HeldClass.values());
    }

    @Test
    void aClassThatFailsIsNamedAndTheOthersGoOn(CapturedOutput log) {
        hub.clock().set("2026-03-11T03:31:00");
        NightlyPurge purge = purge(new Fixed(HeldClass.ARCHIVE) {
            @Override
            public int removeSome(Instant now) {
                throw new IllegalStateException("740-2026-00001");
            }
        });
        purge.purge();
        purge.purge();
        assertThat(log.getOut()).containsOnlyOnce("purge of ARCHIVE failed").doesNotContain("740-2026-00001");
        assertThat(proofs()).hasSize(5).noneMatch(proof -> proof.startsWith("ARCHIVE"));
        purge();
        assertThat(proofs()).hasSize(6).contains("ARCHIVE 2026-03-11 03:30:00 removed 1 left 0");
    }

    @Test
    void whatIsLeftOverdueIsInTheProofAndInTheLog(CapturedOutput log) {
        hub.clock().set("2026-03-11T03:31:00");
        purge(new Fixed(HeldClass.AUDIT) {
                    @Override
                    public long overdue(Instant now) {
                        return 3;
                    }
                })
                .purge();
        assertThat(proofs()).contains("AUDIT 2026-03-11 03:30:00 removed 0 left 3");
        assertThat(log.getOut()).containsOnlyOnce("WARN").contains("purge: 3 of AUDIT should be held no longer");
    }

    @Test
    void whatAnotherRoomLetGoOfIsRemovedInTheSameNight() {
        AtomicInteger waiting = new AtomicInteger(2);
        AtomicInteger released = new AtomicInteger();
        hub.clock().set("2026-03-11T03:31:00");
        purge(
                        new Fixed(HeldClass.RECORDS) {
                            @Override
                            public int removeSome(Instant now) {
                                return released.getAndSet(0);
                            }
                        },
                        new Fixed(HeldClass.RECORDS) {
                            @Override
                            public int removeSome(Instant now) {
                                return waiting.get() > 0 && waiting.getAndDecrement() > 0
                                        ? released.incrementAndGet()
                                        : 0;
                            }
                        })
                .purge();
        assertThat(proofs()).contains("RECORDS 2026-03-11 03:30:00 removed 4 left 0");
    }

    @Test
    void whatWentBeforeAStopIsInTheProofThatIsWrittenAfterIt() {
        hub.clock().set("2026-03-11T03:31:00");
        AtomicInteger left = new AtomicInteger(3);
        NightlyPurge stopped = purge(new Fixed(HeldClass.ARCHIVE) {
            @Override
            public int removeSome(Instant now) {
                if (left.decrementAndGet() < 1) {
                    throw new IllegalStateException("stop");
                }
                return 1;
            }
        });
        stopped.purge();
        hub.clock().set("2026-03-11T03:45:00");
        purge();
        assertThat(proofs()).contains("ARCHIVE 2026-03-11 03:30:00 removed 3 left 0");
        assertThat(hub.sql("select finished_at - started_at > interval '10 min' from purge_run where held = 'ARCHIVE'")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(hub.count("purge_under_way")).isZero();
    }

    @Test
    void nothingIsDoneWhileAnotherNodePurges() {
        hub.sql("insert into lease values ('purge', gen_random_uuid(), now() + interval '1 min')")
                .update();
        hub.clock().set("2026-03-11T03:31:00");
        purge();
        assertThat(copies()).isEqualTo(1);
        hub.sql("update lease set held_until = now() - interval '1 s'").update();
        purge();
        assertThat(copies()).isZero();
    }

    @Test
    void whatIsDoneOutsideItsTimesIsDueAllTheSame() {
        hub.bean(NightlyPurge.class).purgeNow();
        assertThat(copies()).isZero();
        assertThat(proofs()).hasSize(6).contains("ARCHIVE 2026-03-10 12:00:00 removed 1 left 0");
        hub.clock().set("2026-03-11T03:31:00");
        purge();
        assertThat(proofs()).hasSize(12);
    }

    @Test
    void everyClassIsPurgedBySomebody() {
        assertThat(hub.context().getBeansOfType(Purge.class).values())
                .extracting(Purge::held)
                .contains(HeldClass.values());
    }

    /** Has nothing. */
    private static class Fixed implements Purge {
        private final HeldClass held;

        Fixed(HeldClass held) {
            this.held = held;
        }

        @Override
        public HeldClass held() {
            return held;
        }

        @Override
        public int removeSome(Instant now) {
            return 0;
        }

        @Override
        public long overdue(Instant now) {
            return 0;
        }
    }

    private static NightlyPurge purge(Purge... purges) {
        return new NightlyPurge(
                List.of(purges),
                hub.bean(PurgeProofs.class),
                hub.bean(Timetable.class),
                hub.bean(PollLease.class),
                hub.bean(TransactionTemplate.class),
                hub.bean(HubSettings.class),
                hub.clock());
    }

    private static void purge() {
        hub.bean(NightlyPurge.class).purge();
    }

    private static long copies() {
        return hub.count("submission where archive_key is not null");
    }

    /** In the order in which they were written. */
    private static List<String> proofs() {
        return hub.sql("""
                        select held || ' ' || date_trunc('second', planned_at) || ' removed ' || removed || ' left ' || left_overdue
                        from purge_run order by finished_at""").query(String.class).list();
    }
}
