package dk.rampe.mainjob;

import static dk.rampe.submission.TestCases.REFERRAL_HEADER;
import static dk.rampe.submission.TestCases.UPDATE_HEADER;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dk.rampe.command.Commands;
import dk.rampe.mapping.TestWorkbook;
import dk.rampe.outcome.Releases;
import dk.rampe.outcome.Reworked;
import dk.rampe.partner.DanishTime;
import dk.rampe.sandbox.FreePort;
import dk.rampe.submission.EventsSetAside;
import dk.rampe.submission.OverdueLines;
import dk.rampe.submission.TestCases;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Canaries through every door of a whole hub: each is there until its limit passes or its case is erased, and nowhere
 * afterwards, for one who has the dump and the key file. Two years pass in a few minutes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HeldNoLongerTest {

    private static final LocalDate FIRST_DAY = LocalDate.of(2026, 11, 18);
    private static final int OTHERS = 10;
    private static final LocalDate EVALUATION_ENDS = LocalDate.of(2027, 12, 31);

    private static final Canary ERASED = new Canary(11);
    private static final Canary BESIDE_IT = new Canary(12);
    private static final Canary REFUSED_LINE = new Canary(13);
    private static final Canary REFUSED_FILE = new Canary(14);
    private static final Canary WAITING_UPDATE = new Canary(15);
    private static final Canary IN_XML = new Canary(16);
    private static final Canary REFUSED_IN_XML = new Canary(17);
    private static final Canary WAITING_EVENT = new Canary(18);
    private static final Canary REFUSED_EVENT = new Canary(19);
    private static final Canary REFUSED_CALL = new Canary(20);
    private static final Canary SET_ASIDE = new Canary(21);
    private static final Canary ERASED_IN_WORKBOOK = new Canary(22);
    private static final Canary BESIDE_IT_IN_WORKBOOK = new Canary(23);
    private static final Canary REFUSED_IN_WORKBOOK = new Canary(24);
    private static final Canary ONLY_TRIED = new Canary(25);
    private static final Canary CUT_OFF = new Canary(26);
    private static final List<Canary> ALL = List.of(
            ERASED,
            BESIDE_IT,
            REFUSED_LINE,
            REFUSED_FILE,
            WAITING_UPDATE,
            IN_XML,
            REFUSED_IN_XML,
            WAITING_EVENT,
            REFUSED_EVENT,
            REFUSED_CALL,
            SET_ASIDE,
            ERASED_IN_WORKBOOK,
            BESIDE_IT_IN_WORKBOOK,
            REFUSED_IN_WORKBOOK,
            ONLY_TRIED,
            CUT_OFF);

    @TempDir
    static Path work;

    private static final MovableClock CLOCK = new MovableClock();
    private static Hub hub;
    private static int dropBox;

    @BeforeAll
    static void letThemIn() throws Exception {
        CLOCK.moveTo(FIRST_DAY.atTime(LocalTime.NOON));
        dropBox = FreePort.find();
        List<String> settings = new ArrayList<>(OddersClient.settings(work.resolve("accounts"), dropBox));
        settings.add("rampe.sandbox.samples=false");
        settings.add("rampe.programmes.rampen.evaluation-ends=" + EVALUATION_ENDS);
        settings.add("rampe.programmes.stampe.evaluation-ends=" + EVALUATION_ENDS);
        hub = Hub.startWhole(work.resolve("data"), CLOCK, settings.toArray(String[]::new));
        Jobcentres.silkeborg(
                hub,
                "henvisning_20261118_01.csv",
                REFERRAL_HEADER,
                ERASED.referral(),
                BESIDE_IT.referral(),
                others(TestCases::referral),
                REFUSED_LINE.referral().replace("PRIMÆR", "UKENDT"),
                // nobody could read whose case this is
                ERASED.referral().replace(ERASED.silkeborgsCase(), ""));
        Jobcentres.silkeborg(
                hub,
                "henvisning_20261118_02.csv",
                REFERRAL_HEADER.replace("Sagsnr", "Sag"),
                REFUSED_FILE.referral(),
                ERASED.referral());
        Jobcentres.silkeborg(
                hub,
                "sagsopdatering_20261118_01.csv",
                UPDATE_HEADER,
                WAITING_UPDATE.silkeborgsCase() + ";EMAIL;03-02-2026;" + WAITING_UPDATE.email() + ";");
        Jobcentres.norddjurs(
                hub,
                "RAMPE_202611180600.xml",
                TestCases.xml(
                        UUID.randomUUID(),
                        "2026-11-18T06:00:00+01:00",
                        IN_XML.henvisning(),
                        REFUSED_IN_XML.henvisning().replace(">LED<", ">UKENDT<")));
        workbooks();
        hub.awaitCount("select count(*) from participation", 5 + OTHERS);
        events(
                ERASED.started(),
                BESIDE_IT.started(),
                WAITING_EVENT.started(),
                REFUSED_EVENT.started().replace("STARTED", REFUSED_EVENT.contactPerson()));
        CallingProvider calling = new CallingProvider(hub, "sind");
        calling.tell(IN_XML.started().replace("740", "707"));
        calling.tell(REFUSED_CALL.started().replace("occurredOn", REFUSED_CALL.familyName()));
        hub.awaitCount("select count(*) from submission where partner = 'sind'", 6);
        hub.awaitCount("select count(*) from submission where state = 'STORED'", 0);
        hub.awaitCount("select count(*) from waiting_line", 2);
        hub.awaitCount("select count(*) from delivery where state = 'PENDING' and kind <> 'STATUS'", 0);
        hub.awaitCount("select count(*) from release", 1);
        breakDown();
        events(SET_ASIDE.started(), ERASED.started());
        hub.awaitCount("select count(*) from submission where state = 'STORED'", 2);
    }

    private static void workbooks() throws IOException {
        try (OddersClient odder = OddersClient.at(dropBox)) {
            odder.put(
                    "ind/uge 47.xlsx",
                    TestWorkbook.of(
                                    ERASED_IN_WORKBOOK.row()
                                            + BESIDE_IT_IN_WORKBOOK.row()
                                            + REFUSED_IN_WORKBOOK.row().replace("pårørende", "ukendt")
                                            // nobody could read whose case this is
                                            + ERASED_IN_WORKBOOK.row().replace(ERASED_IN_WORKBOOK.oddersCase(), ""),
                                    "")
                            .bytes());
            odder.put(
                    "proeve/uge 47.xlsx", TestWorkbook.of(ONLY_TRIED.row(), "").bytes());
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> odder.names("proeve").stream().allMatch(name -> name.contains("kvittering")));
            odder.breakOff("ind/uge 48.xlsx", TestWorkbook.of(CUT_OFF.row(), "").bytes());
        }
    }

    /** From now on the hub can work no event through that comes over the broker. */
    private static void breakDown() {
        JdbcClient sql = hub.bean(JdbcClient.class);
        sql.sql("""
                create function broken() returns trigger language plpgsql as $$ begin
                    if (select channel from submission where id = new.submission_id) = 'JMS' then
                        raise exception 'broken';
                    end if;
                    return new;
                end $$""").update();
        sql.sql("create trigger broken before insert on submission_line for each row execute function broken()")
                .update();
    }

    /** So many that a release shows how many there are. */
    private static String others(IntFunction<String> line) {
        return IntStream.range(0, OTHERS).mapToObj(line).collect(joining("\r\n"));
    }

    private static void events(String... events) throws IOException {
        Path progress = hub.neighbour("sind").resolve("progress");
        Files.writeString(progress.resolve(UUID.randomUUID() + ".jsonl"), String.join("\n", events) + "\n");
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    @Order(1)
    void whoHasTheDumpAndTheKeyFileFindsThemAll() throws IOException {
        Traces traces = Traces.of(hub, work);
        for (Canary canary : ALL) {
            assertThat(traces.of(canary.personal())).as("%s", canary).isNotEmpty();
        }
        assertThat(traces.of(ERASED.personal()).stream()
                        .map(found -> found.replaceAll("[ :].*", ""))
                        .distinct())
                .as("in clear nowhere but in the broker's journal, where messages to the provider passed")
                .containsExactlyInAnyOrder("archive", "file", "vault");
        assertThat(traces.of(ERASED_IN_WORKBOOK.personal()))
                .anyMatch(found -> found.startsWith("account accounts/odder/home/kvittering"));
        assertThat(traces.of(ONLY_TRIED.personal()))
                .allMatch(found -> found.startsWith("account accounts/odder/home/proeve"));
        assertThat(traces.of(CUT_OFF.personal()))
                .allMatch(found -> found.startsWith("account accounts/odder/home/ind"));
    }

    @Test
    @Order(2)
    void anErasedCaseIsNowhereAndTheOneBesideItIsWhole() throws Exception {
        List<String> before = Traces.of(hub, work).of(BESIDE_IT.personal());
        List<String> inWorkbook = Traces.of(hub, work).of(BESIDE_IT_IN_WORKBOOK.personal());
        UUID release = UUID.fromString(
                hub.strings("select id from release where programme = 'rampen'").get(0));
        Map<String, byte[]> published =
                hub.bean(Releases.class).rework(release).orElseThrow().stored().files();
        assertThat(hub.bean(Releases.class).rework(release)).get().matches(Reworked::isTheSame);

        assertThat(erase(ERASED.silkeborgsCase(), "740")).isZero();
        assertThat(erase(ERASED_IN_WORKBOOK.oddersCase(), "727")).isZero();
        Reworked reworked = hub.bean(Releases.class).rework(release).orElseThrow();
        assertThat(reworked.stored().files()).containsExactlyInAnyOrderEntriesOf(published);
        assertThat(reworked.isTheSame()).isFalse();
        assertThat(reworked.erasedSince()).isOne();
        turnTheJournalOver(ERASED, ERASED_IN_WORKBOOK);

        Traces traces = Traces.of(hub, work);
        for (Canary erased : List.of(ERASED, ERASED_IN_WORKBOOK)) {
            traces.assertNoneOf(erased.personal());
            traces.assertNoneOf(erased.caseNumbers());
        }
        for (Canary ofNobodyKnowsWhichCase : List.of(ONLY_TRIED, CUT_OFF)) {
            traces.assertNoneOf(ofNobodyKnowsWhichCase.personal());
        }
        assertThat(traces.of(BESIDE_IT_IN_WORKBOOK.personal()))
                .anyMatch(found -> found.startsWith("account accounts/odder/home/kvittering"))
                .allMatch(inWorkbook::contains);
        assertThat(before).containsAll(traces.of(BESIDE_IT.personal())).isNotEmpty();
        assertThat(traces.of(BESIDE_IT.personal()))
                .anyMatch(found -> found.startsWith("vault"))
                .anyMatch(found -> found.startsWith("archive"));
        assertThat(traces.of(REFUSED_LINE.personal())).isNotEmpty();
        assertThat(lastWordAtSind().path("erased").booleanValue()).isTrue();
        assertThat(lastWordAtSind().path("caseNumber").textValue()).isEqualTo(ERASED.silkeborgsCase());
        assertThat(lastWordAtSind().has("person")).isFalse();
    }

    @Test
    @Order(3)
    void whatIsSentOfItAgainIsRefusedAndNotKept() throws Exception {
        Jobcentres.silkeborg(
                hub,
                "henvisning_20261118_03.csv",
                REFERRAL_HEADER,
                ERASED.referral().replace("Sagine", "Sigurd"),
                BESIDE_IT.referral());
        hub.awaitCount(
                "select count(*) from submission where name = 'henvisning_20261118_03.csv' and state = 'PARTLY'", 1);
        hub.awaitCount("select count(*) from archive_blanking", 0);
        assertThat(hub.strings("""
                        select outcome || coalesce(' ' || (faults -> 0 ->> 'code'), '') from submission_line
                        where submission_id = (select id from submission where name = 'henvisning_20261118_03.csv')
                        order by line""")).containsExactly("REJECTED R-3006", "KNOWN");
        Traces traces = Traces.of(hub, work);
        traces.assertNoneOf(ERASED.personal());
        traces.assertNoneOf(ERASED.caseNumbers());
        assertThat(hub.count("select count(*) from participation where case_number is not null"))
                .isEqualTo(3 + OTHERS);
    }

    @Test
    @Order(4)
    void afterAMonthTheCopiesAreGoneAndWhatWaitedIsRefused() throws Exception {
        Jobcentres.silkeborg(
                hub,
                "sagsopdatering_20261118_02.csv",
                UPDATE_HEADER,
                BESIDE_IT.silkeborgsCase() + ";TRUKKET;18-11-2026;;",
                others(i -> TestCases.update(i, "TRUKKET", "18-11-2026", "")));
        Jobcentres.norddjurs(
                hub,
                "RAMPE_202611180700.xml",
                TestCases.xml(
                        UUID.randomUUID(),
                        "2026-11-18T07:00:00+01:00",
                        TestCases.sagsopdatering(9016, "AFBRYD", "2026-11-18", "<Aarsag>1</Aarsag>")));
        try (OddersClient odder = OddersClient.at(dropBox)) {
            odder.put("ind/uge 49.xlsx", withdrawn(BESIDE_IT_IN_WORKBOOK));
        }
        hub.awaitCount("select count(*) from event where kind = 'WITHDRAWN'", 3 + OTHERS);
        hub.awaitCount("select count(*) from submission where state = 'STORED' and channel <> 'JMS'", 0);
        hub.awaitCount(
                "select count(*) from delivery where partner = 'odder' and state = 'PENDING' and kind <> 'STATUS'", 0);
        theseFilesAreOfTheFirstDay();
        assertThat(Traces.of(hub, work).of(SET_ASIDE.personal())).anyMatch(found -> found.startsWith("archive"));

        CLOCK.moveTo(FIRST_DAY.plusDays(31).atTime(3, 0));
        OverdueLines overdue = hub.bean(OverdueLines.class);
        overdue.submissions().forEach(overdue::refuse);
        EventsSetAside setAside = hub.bean(EventsSetAside.class);
        setAside.overdue().forEach(setAside::refuse);
        hub.awaitCount("select count(*) from submission where state = 'STORED'", 0);
        assertThat(hub.count("select count(*) from waiting_line")).isZero();
        moveTo(FIRST_DAY.plusDays(31));
        turnTheJournalOver(ALL.toArray(Canary[]::new));

        Traces traces = Traces.of(hub, work);
        assertThat(traces.places().keySet()).noneMatch(place -> place.startsWith("archive copy"));
        for (Canary refused : List.of(
                REFUSED_LINE,
                REFUSED_FILE,
                WAITING_UPDATE,
                REFUSED_IN_XML,
                WAITING_EVENT,
                REFUSED_EVENT,
                REFUSED_CALL,
                SET_ASIDE,
                REFUSED_IN_WORKBOOK)) {
            traces.assertNoneOf(refused.personal());
        }
        assertThat(traces.of(REFUSED_LINE.caseNumbers())).isNotEmpty();
        for (Canary beside : List.of(BESIDE_IT, BESIDE_IT_IN_WORKBOOK)) {
            assertThat(traces.of(beside.personal()))
                    .allMatch(found -> found.startsWith("vault"))
                    .isNotEmpty();
        }
    }

    private static byte[] withdrawn(Canary canary) {
        return TestWorkbook.of(
                        "",
                        TestWorkbook.row(canary.oddersCase(), "trukket tilbage", LocalDate.of(2026, 11, 18), "andet"))
                .bytes();
    }

    /** The disk has its own time: as if they had been written when the hub's clock said so. */
    private static void theseFilesAreOfTheFirstDay() throws IOException {
        FileTime first = FileTime.from(
                FIRST_DAY.atTime(LocalTime.NOON).atZone(DanishTime.ZONE).toInstant());
        for (Path file : State.files(work.resolve("accounts"))) {
            Files.setLastModifiedTime(file, first);
        }
    }

    @Test
    @Order(5)
    void afterThreeMonthsNobodyKnowsWhoseLinesWereRefused() throws Exception {
        moveTo(FIRST_DAY.plusDays(92));
        Traces traces = Traces.of(hub, work);
        for (Canary refused : List.of(REFUSED_LINE, REFUSED_IN_XML, REFUSED_IN_WORKBOOK)) {
            traces.assertNoneOf(refused.caseNumbers());
        }
        assertThat(hub.count("select count(*) from submission_line where outcome = 'REJECTED'"))
                .isPositive();
    }

    @Test
    @Order(6)
    void halfAYearAfterTheEndThePersonIsGoneAndTheFactsStay() throws Exception {
        moveTo(FIRST_DAY.plusMonths(6).minusDays(1));
        assertThat(Traces.of(hub, work).of(BESIDE_IT.personal())).isNotEmpty();

        moveTo(FIRST_DAY.plusMonths(6).plusDays(1));
        Traces traces = Traces.of(hub, work);
        for (Canary canary : ALL) {
            traces.assertNoneOf(canary.personal());
        }
        assertThat(traces.of(BESIDE_IT.caseNumbers())).isNotEmpty();
        assertThat(hub.count("select count(*) from vault.person")).isZero();
    }

    @Test
    @Order(7)
    void afterAYearTheRecordsAreGone() throws Exception {
        moveTo(FIRST_DAY.plusMonths(12).plusDays(62));
        assertThat(hub.count("select count(*) from submission where received_at < '2027-01-15'"))
                .isZero();
        assertThat(hub.count("select count(*) from delivered_name where name like '%20261118%'"))
                .isZero();
        assertThat(hub.count("select count(*) from erasure where case_number_sealed is not null"))
                .isZero();
    }

    @Test
    @Order(8)
    void whenTheEvaluationHasEndedAndTheAuditIsOldNothingOfAnybodyIsLeft() throws Exception {
        moveTo(FIRST_DAY.plusMonths(24).plusDays(2));
        turnTheJournalOver(ALL.toArray(Canary[]::new));
        Traces traces = Traces.of(hub, work);
        for (Canary canary : ALL) {
            traces.assertNoneOf(canary.personal());
            traces.assertNoneOf(canary.caseNumbers());
        }
        assertThat(hub.count("select count(*) from event")).isZero();
        assertThat(hub.count("select count(*) from participation")).isZero();
        assertThat(hub.count("select count(*) from vault.audit where at < '2026-11-20'"))
                .isZero();
    }

    /** At four in the morning, when the night's purge has run and proven itself. */
    private static void moveTo(LocalDate day) {
        CLOCK.moveTo(day.atTime(4, 0));
        LocalDateTime planned = day.atTime(3, 30);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> hub.count("select count(*) from purge_run where planned_at = '" + planned + "'") == 6);
        assertThat(hub.strings("select held from purge_run where left_overdue > 0"))
                .isEmpty();
    }

    private static int erase(String caseNumber, String municipality) {
        return Commands.run(
                "erase",
                caseNumber,
                "--municipality",
                municipality,
                "--reason",
                "consent-withdrawn",
                "--by",
                "operator",
                "--hub",
                work.resolve("data/sandbox/hub.properties").toString());
    }

    /** What passed through the broker goes from its files with the next few megabytes. */
    private static void turnTheJournalOver(Canary... passed) throws JMSException, IOException {
        List<String> marks =
                Stream.of(passed).flatMap(canary -> canary.personal().stream()).toList();
        for (int megabytes = 0;
                megabytes < 8 && !Traces.inTheBroker(work).of(marks).isEmpty();
                megabytes++) {
            pass(500, "x".repeat(2000));
        }
    }

    private static void pass(int messages, String text) throws JMSException {
        Path rejected = hub.neighbour("sind").resolve("rejected");
        int before = rejected.toFile().list().length;
        try (Connection connection = hub.bean(ConnectionFactory.class).createConnection()) {
            Session session = connection.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue("rampe.provider.sind.rejected"));
            for (int i = 0; i < messages; i++) {
                producer.send(session.createTextMessage("{\"filling\": \"" + text + "\"}"));
                if (i % 50 == 0) {
                    session.commit();
                }
            }
            session.commit();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> rejected.toFile().list().length >= before + messages);
    }

    private static JsonNode lastWordAtSind() throws IOException {
        List<JsonNode> erased = new ArrayList<>();
        try (Stream<Path> files = Files.list(hub.neighbour("sind").resolve("cases"))) {
            for (Path file : files.toList()) {
                JsonNode message = new JsonMapper().readTree(file.toFile());
                if (message.path("caseNumber").asText().equals(ERASED.silkeborgsCase())) {
                    erased.add(message);
                }
            }
        }
        return erased.stream()
                .max((one, other) -> Long.compare(
                        one.at("/sentFor/number").asLong(),
                        other.at("/sentFor/number").asLong()))
                .orElseThrow();
    }
}
