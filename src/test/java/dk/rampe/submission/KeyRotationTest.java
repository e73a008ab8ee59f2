package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dk.rampe.partner.HubSettings;
import dk.rampe.rights.KeyAccount;
import dk.rampe.rights.KeyRotation;
import dk.rampe.vault.KeyFile;
import dk.rampe.vault.KeyWatch;
import dk.rampe.vault.Keyring;
import dk.rampe.vault.Keys;
import dk.rampe.vault.Keyset;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Persons.Identifier;
import dk.rampe.vault.Vault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.support.TransactionTemplate;

/** Keys that rotate under a hub of two nodes, each with a copy of the key file. */
class KeyRotationTest {

    private static final String FILE = "henvisning_20260202_01.csv";

    /** A hub of its own: these tests change the key file. */
    @RegisterExtension
    static final TestHub hub = new TestHub(Map.of("rampe.retention.audit", "25m"));

    private static int last;

    @TempDir
    Path folder;

    @BeforeEach
    void startWithOneKeyOfEachKind() {
        Path file = hub.bean(HubSettings.class).vault().keyFile();
        Keys keys = KeyFile.read(file);
        for (Keyset keyset : Keyset.values()) {
            List<Long> others = new ArrayList<>(keys.ids(keyset));
            others.remove(keys.writer(keyset));
            keys = keys.without(keyset, others);
        }
        KeyFile.replace(file, keys);
        hub.bean(KeyWatch.class).look();
        hub.bean(KeyWatch.class).look();
    }

    @Test
    void afterARotationOfTheWrappingKeyNothingNeedsTheOldOneAndEverythingOpens() {
        hub.silkeborg(FILE, referral(1), referral(2));
        UUID waits = hub.silkeborg("sagsopdatering_20260202_01.csv", update(3, "TLF", "03-02-2026", "33333333"));
        hub.bean(KeyWatch.class).look();
        rotate("wrapping");
        renew();
        assertThat(steps().drop("wrapping")).hasSize(1);
        hub.bean(KeyWatch.class).look();
        hub.silkeborg("henvisning_20260202_02.csv", referral(3));
        assertThat(hub.outcomes(waits)).containsExactly("ACCEPTED");
        assertThat(hub.message(hub.deliver(SIND).get(0)).toString()).contains("Opfundine");
    }

    @Test
    void aKeyThatWasNotRenewedIsNotDropped() {
        hub.silkeborg(FILE, referral(1));
        hub.bean(KeyWatch.class).look();
        rotate("wrapping");
        rotate("lookup");
        assertThatThrownBy(() -> steps().drop("wrapping"))
                .isInstanceOf(KeyRotation.Refused.class)
                .hasMessageContaining("participations: 1 with key")
                .hasMessageContaining("submissions: 1 with key");
        assertThatThrownBy(() -> steps().drop("lookup"))
                .hasMessageContaining("persons: 1 with key")
                .hasMessageContaining("events: 1 with key");
        renew();
        steps().drop("wrapping");
        steps().drop("lookup");
    }

    @Test
    void personsAndTellingsAreKnownAgainOnBothNodesWhateverKeysTheyWriteWith() {
        hub.silkeborg(FILE, referral(1));
        try (SecondNode second = new SecondNode(hub, folder)) {
            both(second);
            steps().add("lookup");
            knownOnBoth(second, "one has not read the new key");
            second.bringKeyFile();
            both(second);
            steps().use("lookup");
            hub.bean(KeyWatch.class).look();
            knownOnBoth(second, "one writes with the new key");
            hub.silkeborg("henvisning_20260203_01.csv", referral(11));
            second.silkeborg("henvisning_20260203_02.csv", referral(12));
            renew();
            second.bean(KeyWatch.class).renew();
            assertThat(set("lookup").rowsDone()).isPositive();
            knownOnBoth(second, "one has renewed what is there");
            assertKnown(second.silkeborg(nextFile(), referral(11), next()), "new on the first node");
            assertKnown(hub.silkeborg(nextFile(), referral(12), next()), "new on the second node");
            second.bringKeyFile();
            both(second);
            both(second);
            renew();
            steps().drop("lookup");
            hub.bean(KeyWatch.class).look();
            second.bringKeyFile();
            second.look();
            knownOnBoth(second, "there is only the new key");
        }
    }

    @Test
    void aNodeThatWritesWithTheOldKeyDoesNotTakeBackWhatTheOtherHasRenewed() {
        hub.silkeborg(FILE, referral(1), referral(2));
        try (SecondNode second = new SecondNode(hub, folder)) {
            prepare("wrapping", second);
            prepare("lookup", second);
            steps().use("wrapping");
            steps().use("lookup");
            both(second);
            renew();
            for (int i = 0; i < 20; i++) {
                second.bean(KeyWatch.class).renew();
            }
            assertThat(set("wrapping").rowsDone()).isEqualTo(set("wrapping").rows());
            assertThat(set("lookup").rowsDone()).isEqualTo(set("lookup").rows());
            assertThatThrownBy(() -> steps().drop("wrapping"))
                    .hasMessageContaining("is not written with yet by 1 of 2 running nodes");
        }
    }

    @Test
    void aPersonWhomTwoNodesMeetAtOnceUnderDifferentKeysIsOne() throws Exception {
        try (SecondNode second = new SecondNode(hub, folder)) {
            prepare("lookup", second);
            steps().use("lookup");
            hub.bean(KeyWatch.class).look();
            assertThat(hub.bean(Keyring.class).lookupKey())
                    .isNotEqualTo(second.bean(Keyring.class).lookupKey());
            Map<Persons, TransactionTemplate> nodes = Map.of(
                    hub.bean(Persons.class), hub.bean(TransactionTemplate.class),
                    second.bean(Persons.class), second.bean(TransactionTemplate.class));
            ExecutorService both = Executors.newFixedThreadPool(2);
            for (int i = 1; i <= 200; i++) {
                Identifier identifier = new Identifier(personNumber(i), "CPR", "740");
                List<Future<UUID>> found = new ArrayList<>();
                for (var node : nodes.entrySet()) {
                    found.add(both.submit(() -> node.getValue()
                            .execute(status ->
                                    node.getKey().find(Map.of("", identifier)).get(""))));
                }
                assertThat(found.get(0).get()).isEqualTo(found.get(1).get());
            }
            both.shutdown();
        }
        assertThat(hub.count("vault.person")).isEqualTo(200);
    }

    @Test
    void whatCannotBeOpenedIsToldOnceAndKeepsItsKey() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.sql("update vault.participation_key set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1) "
                        + "where participation_id = ?")
                .param(hub.participation(caseNumber(1)))
                .update();
        hub.bean(KeyWatch.class).look();
        rotate("wrapping");
        rotate("lookup");
        renew();
        assertThatThrownBy(() -> steps().drop("wrapping")).hasMessageContaining("participations: 1 with key");
        assertThatThrownBy(() -> steps().drop("lookup")).hasMessageContaining("persons: 1", "events: 1");
        assertThat(hub.count("vault.audit where purpose = 'key rotation'")).isEqualTo(1);
    }

    @Test
    void ofAnErasedPersonTheHashOfEventsStaysAndThatOfThePersonGoes() {
        hub.silkeborg(FILE, referral(1), referral(2));
        hub.bean(Vault.class).destroy(List.of(hub.participation(caseNumber(1))));
        hub.bean(KeyWatch.class).look();
        rotate("lookup");
        renew();
        assertThatThrownBy(() -> steps().drop("lookup"))
                .hasMessageEndingWith(", 1 of them that no node can renew.")
                .hasMessageContaining("events: 1")
                .hasMessageNotContaining("; persons");
        assertThat(hub.count("vault.person")).isEqualTo(1);
        assertThatThrownBy(() -> steps().giveUp("lookup", 2)).hasMessageContaining("there are 1 that no node");
        assertThatThrownBy(() -> steps().drop("lookup")).hasMessageContaining("events: 1");
        steps().giveUp("lookup", 1);
        steps().drop("lookup");
        hub.bean(KeyWatch.class).look();
        UUID again = hub.silkeborg("henvisning_20260203_01.csv", referral(1), referral(2), next());
        assertThat(hub.outcomes(again)).containsExactly("ACCEPTED", "KNOWN", "ACCEPTED");
    }

    @Test
    void anEventWithoutAHashNeedsNoKey() {
        hub.silkeborg(FILE, referral(1));
        hub.sql("update event set content = '', lookup_key = null").update();
        hub.bean(KeyWatch.class).look();
        rotate("lookup");
        renew();
        assertThatThrownBy(() -> steps().drop("lookup"))
                .hasMessageContaining("persons: 1")
                .hasMessageNotContaining("events");
    }

    @Test
    void whatTwoParticipationsShareIsKnownThoughOnlyOneOfThemHasBeenRenewed() {
        hub.clock().set("2026-02-20T10:00:00");
        hub.silkeborg(FILE, referral(1));
        hub.silkeborg("henvisning_20260210_01.csv", referral(1, "22222222", "10-02-2026"));
        hub.silkeborg("sagsopdatering_20260212_01.csv", update(1, "EMAIL", "12-02-2026", "ny@example.dk"));
        hub.progress(event(UUID.randomUUID(), 1, "COMPLETED", "2026-02-05", ""));
        UUID reopened = hub.participations(caseNumber(1)).get(1);
        hub.bean(KeyWatch.class).look();
        rotate("lookup");
        hub.bean(Rehashing.class).renew(List.of(reopened));
        assertThat(hub.sql("select count(distinct coalesce(lookup_key, 0)) from event")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
        UUID news = hub.silkeborg("sagsopdatering_20260214_01.csv", update(1, "TLF", "14-02-2026", "33333333"));
        assertThat(hub.outcomes(news)).containsExactly("ACCEPTED");
        assertThat(hub.count("event")).isEqualTo(7);
    }

    @Test
    void whatComesInWhileItIsRenewedIsKnownAgainLikeAllElse() throws Exception {
        String[] cases =
                IntStream.rangeClosed(1, 300).mapToObj(TestCases::referral).toArray(String[]::new);
        hub.silkeborg(FILE, cases);
        hub.bean(KeyWatch.class).look();
        rotate("lookup");
        rotate("wrapping");
        ExecutorService beside = Executors.newSingleThreadExecutor();
        Future<?> renewal = beside.submit(() -> renew());
        String[] andOne = Stream.concat(Stream.of(cases), Stream.of(next())).toArray(String[]::new);
        UUID again = hub.silkeborg("henvisning_20260203_01.csv", andOne);
        renewal.get();
        beside.shutdown();
        assertThat(hub.outcomes(again).subList(0, 300)).containsOnly("KNOWN");
        assertThat(hub.count("vault.person")).isEqualTo(301);
        renew();
        steps().drop("lookup");
        steps().drop("wrapping");
    }

    /** The key file's next key, read and noted by both. */
    private static void prepare(String keyset, SecondNode second) {
        steps().add(keyset);
        second.bringKeyFile();
        both(second);
        both(second);
    }

    private static void both(SecondNode second) {
        hub.bean(KeyWatch.class).look();
        second.look();
        hub.bean(KeyWatch.class).look();
        second.look();
    }

    private static void knownOnBoth(SecondNode second, String when) {
        assertKnown(hub.silkeborg(nextFile(), referral(1), next()), when);
        assertKnown(second.silkeborg(nextFile(), referral(1), next()), when);
        Identifier one = new Identifier(personNumber(1), "REPLACEMENT", "740");
        UUID person = hub.sql("select person_id from participation where case_number = ?")
                .param(caseNumber(1))
                .query(UUID.class)
                .single();
        for (Persons persons : List.of(hub.bean(Persons.class), second.bean(Persons.class))) {
            assertThat(persons.find(Map.of("", one))).as(when).containsValue(person);
        }
    }

    private static void assertKnown(UUID submission, String when) {
        assertThat(hub.outcomes(submission)).as(when).containsExactly("KNOWN", "ACCEPTED");
    }

    private static String nextFile() {
        return "henvisning_20260204_%d.csv".formatted(++last);
    }

    /** A line that nobody has sent, so that the file is another one. */
    private static String next() {
        return referral(1000 + ++last);
    }

    private static void rotate(String keyset) {
        steps().add(keyset);
        hub.bean(KeyWatch.class).look();
        hub.bean(KeyWatch.class).look();
        steps().use(keyset);
        hub.bean(KeyWatch.class).look();
        hub.bean(KeyWatch.class).look();
    }

    /** More often than a node pauses. */
    private static void renew() {
        for (int i = 0; i < 20; i++) {
            hub.bean(KeyWatch.class).renew();
        }
    }

    private static KeyAccount.Set set(String name) {
        return steps().account().sets().stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static KeyRotation steps() {
        return KeyRotation.over(
                hub.bean(DataSource.class), hub.bean(HubSettings.class).vault().keyFile(), hub.clock());
    }
}
