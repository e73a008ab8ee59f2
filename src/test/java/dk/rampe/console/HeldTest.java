package dk.rampe.console;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.console.Attention.Level;
import dk.rampe.retention.HeldClass;
import dk.rampe.rights.Account;
import dk.rampe.rights.Holding;
import dk.rampe.rights.LastPurge;
import dk.rampe.rights.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeldTest {

    private static final Instant NOW = Instant.parse("2026-11-19T13:32:40Z");
    private static final Map<HeldClass, LastPurge> LAST_NIGHT = purges(Duration.ofHours(10), 0);

    @Test
    void allIsWellWhenNothingIsOverdueAndThePurgeHasRun() {
        assertThat(held(Duration.ofDays(40), 0, LAST_NIGHT).level()).isEqualTo(Level.OK);
    }

    @Test
    void whatIsOverdueNowOrWasLeftByThePurgeMustBeLookedInto() {
        assertThat(held(Duration.ofDays(40), 3, LAST_NIGHT))
                .extracting(Held::level, Held::count)
                .containsExactly(Level.ACT, 3L);
        assertThat(held(Duration.ofDays(40), 0, purges(Duration.ofHours(10), 2)))
                .extracting(Held::level, Held::count)
                .containsExactly(Level.ACT, 12L);
    }

    @Test
    void aPurgeThatDidNotRunLastNightIsSeenUnlessTheHubIsNew() {
        Map<HeldClass, LastPurge> oneMissing = new HashMap<>(LAST_NIGHT);
        oneMissing.remove(HeldClass.VAULT);
        assertThat(held(Duration.ofDays(40), 0, oneMissing).level()).isEqualTo(Level.WATCH);
        assertThat(held(Duration.ofDays(40), 0, purges(Duration.ofHours(27), 0)).level())
                .isEqualTo(Level.WATCH);
        assertThat(held(Duration.ofHours(25), 0, Map.of()).level()).isEqualTo(Level.OK);
    }

    @Test
    void storesThatHoldNothingAreNamedAndTakeNoLine() {
        Account account = new Account(
                NOW,
                List.of(
                        new Holding("silkeborg", Store.ARCHIVE, 0L, null, null, Period.ofDays(30), null, 0),
                        new Holding("silkeborg", Store.FACTS, 2L, 1L, NOW, null, null, 0),
                        new Holding("sind", Store.BROKER, null, null, null, Duration.ofDays(14), null, 0),
                        new Holding(null, Store.SPOOL, 0L, null, null, null, null, 0)),
                Map.of());
        Held held = Held.of(
                account, Map.of("silkeborg", ConsoleApp.settings().partners().get("silkeborg")));
        assertThat(held.owners()).extracting(Held.Owner::id).containsExactly("silkeborg", "sind", "");
        assertThat(held.owners().get(0).empty()).containsExactly(Store.ARCHIVE);
        assertThat(held.owners().get(0).rows())
                .extracting(Held.Row::limit, Held.Row::subjects)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("FACTS.open", "cases"));
        assertThat(held.owners().get(1).rows()).hasSize(1);
        assertThat(held.owners().get(2).rows()).hasSize(1);
    }

    private static Held held(Duration age, long overdue, Map<HeldClass, LastPurge> purges) {
        Holding one =
                new Holding("silkeborg", Store.ARCHIVE, 5L, null, NOW.minus(age), Period.ofDays(30), null, overdue);
        return Held.of(new Account(NOW, List.of(one), purges), Map.of());
    }

    private static Map<HeldClass, LastPurge> purges(Duration ago, long left) {
        Map<HeldClass, LastPurge> purges = new HashMap<>();
        for (HeldClass held : HeldClass.values()) {
            purges.put(held, new LastPurge(NOW.minus(ago), 1, left));
        }
        return purges;
    }
}
