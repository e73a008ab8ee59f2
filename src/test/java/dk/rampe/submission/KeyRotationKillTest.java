package dk.rampe.submission;

import static dk.rampe.submission.TestHub.SILKEBORG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.Form;
import dk.rampe.partner.DanishTime;
import dk.rampe.partner.HubSettings;
import dk.rampe.rights.KeyAccount;
import dk.rampe.rights.KeyRotation;
import dk.rampe.vault.KeyWatch;
import dk.rampe.vault.Vault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContext;

/** Both keys rotate in a node that is killed again and again, wherever it is: between the steps, in them, in renewing. */
class KeyRotationKillTest {

    private static final int KILLS = Form.of(3, 12);
    private static final int CASES = Form.of(1_000, 1_500);

    /** Milliseconds; about as long as a rotation takes. */
    private static final int LONGEST = Form.of(1_700, 2_500);

    /** A hub of its own: this test changes the key file. */
    @RegisterExtension
    static final TestHub hub = new TestHub(Map.of("rampe.retention.audit", "26m"));

    @TempDir
    Path folder;

    @Test
    void aRotationThatIsKilledAgainAndAgainEndsLikeOneThatIsNot() throws Exception {
        String[] cases =
                IntStream.rangeClosed(1, CASES).mapToObj(TestCases::referral).toArray(String[]::new);
        hub.silkeborg("henvisning_20260202_01.csv", cases);
        Map<Long, JsonNode> personal = personalHalves(hub.bean(Vault.class));
        Random random = new Random(20260202);
        int kills = 0;
        while (kills < KILLS) {
            try (ChildHub node = ChildHub.start(hub, Rotation.class)) {
                if (node.killAfter(Duration.ofMillis(random.nextInt(LONGEST)))) {
                    kills++;
                } else {
                    // the next rotation begins
                    hub.clock().set(hub.clock().instant().plus(Duration.ofDays(1)));
                }
            }
            assertNothingIsLost();
            // a minute later the others no longer reckon with a node that was killed
            hub.sql("delete from vault.key_node").update();
        }
        try (ChildHub node = ChildHub.start(hub, Rotation.class)) {
            node.finish(Duration.ofMinutes(2));
        }
        assertThat(account().sets()).allSatisfy(set -> {
            assertThat(set.keys()).hasSize(1);
            assertThat(day(set.keys().get(0).madeAt()))
                    .isEqualTo(day(hub.clock().instant()));
        });
        assertThat(account().unknown()).isEmpty();
        assertThat(hub.count("vault.person")).isEqualTo(CASES);
        assertThat(hub.count("event")).isEqualTo(CASES);
        try (SecondNode after = new SecondNode(hub, folder)) {
            assertThat(personalHalves(after.bean(Vault.class))).isEqualTo(personal);
            String[] andOne = Stream.concat(Stream.of(cases), Stream.of(TestCases.referral(CASES + 1)))
                    .toArray(String[]::new);
            UUID again = after.silkeborg("henvisning_20260203_01.csv", andOne);
            assertThat(hub.outcomes(again).subList(0, CASES)).containsOnly("KNOWN");
            assertThat(hub.count("vault.person")).isEqualTo(CASES + 1);
        }
    }

    /** What a node does and what an operator does, in the order of the guide; goes on where the one before has ended. */
    static final class Rotation implements ChildHub.Task {

        private KeyWatch watch;
        private KeyRotation steps;
        private LocalDate today;

        @Override
        public void run(ApplicationContext rooms) {
            watch = rooms.getBean(KeyWatch.class);
            today = day(rooms.getBean(Clock.class).instant());
            steps = KeyRotation.over(
                    rooms.getBean(DataSource.class),
                    rooms.getBean(HubSettings.class).vault().keyFile(),
                    rooms.getBean(Clock.class));
            rotate("wrapping");
            rotate("lookup");
        }

        private void rotate(String name) {
            look();
            if (!day(newest(name).madeAt()).equals(today)) {
                steps.add(name);
                look();
            }
            if (!newest(name).writes()) {
                steps.use(name);
                look();
            }
            while (set(name).rowsDone() < set(name).rows()) {
                watch.renew();
            }
            if (set(name).keys().size() > 1) {
                steps.drop(name);
                look();
            }
        }

        /** Reads the file, and says so. */
        private void look() {
            watch.look();
            watch.look();
        }

        private KeyAccount.Key newest(String name) {
            List<KeyAccount.Key> keys = set(name).keys();
            return keys.get(keys.size() - 1);
        }

        private KeyAccount.Set set(String name) {
            return steps.account().sets().stream()
                    .filter(set -> set.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, DanishTime.ZONE);
    }

    /** The file can be read, and holds the key of all there is. */
    private static void assertNothingIsLost() {
        assertThat(account().unknown()).isEmpty();
        assertThat(account().sets()).extracting(KeyAccount.Set::rows).containsExactly(CASES + 1L, 2L * CASES);
    }

    private static KeyAccount account() {
        return KeyRotation.over(
                        hub.bean(DataSource.class),
                        hub.bean(HubSettings.class).vault().keyFile(),
                        hub.clock())
                .account();
    }

    private static Map<Long, JsonNode> personalHalves(Vault vault) {
        Map<Long, JsonNode> all = new TreeMap<>();
        hub.sql("select participation_id, number from event")
                .query((row, i) -> vault.open(row.getObject(1, UUID.class), List.of(row.getLong(2)), SILKEBORG, "test"))
                .list()
                .forEach(all::putAll);
        assertThat(all).hasSize(CASES);
        return all;
    }
}
