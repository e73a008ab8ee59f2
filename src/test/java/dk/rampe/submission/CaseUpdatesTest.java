package dk.rampe.submission;

import static dk.rampe.submission.TestCases.caseNumber;
import static dk.rampe.submission.TestCases.event;
import static dk.rampe.submission.TestCases.henvisning;
import static dk.rampe.submission.TestCases.personNumber;
import static dk.rampe.submission.TestCases.referral;
import static dk.rampe.submission.TestCases.sagsopdatering;
import static dk.rampe.submission.TestCases.update;
import static dk.rampe.submission.TestHub.SIND;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.delivery.Delivery;
import dk.rampe.participation.EventLog;
import dk.rampe.participation.Participation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of case update of both file agreements, from the file to the provider's message and the status. */
class CaseUpdatesTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    private final Map<UUID, Delivery> toldLast = new HashMap<>();

    @BeforeEach
    void laterThanAllUpdates() {
        hub.clock().set("2026-02-20T10:00:00");
    }

    @ParameterizedTest(name = "{0}: {2} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
            TLF       | 22222222;                     | /person/phone            | 22222222           | 33333333;
            EMAIL     | ny@example.dk;                | /person/email            | ny@example.dk      | anden@example.dk;
            ADRESSE   | Nyvej 1, 8600 Opdigt;         | /person/address          | Nyvej 1, 8600 Opdigt | Andenvej 2;
            ADRBESKYT | J;                            | /protected               | true               | N;
            SAGSBEH   | Ny Sagby;sagby@example.dk     | /caseworker/name         | Ny Sagby           | Anden Sagbo;
            SAGSBEH   | Ny Sagby;sagby@example.dk     | /caseworker/email        | sagby@example.dk   | Anden Sagbo;
            CPR       | 640150-9001;                  | /person/identifier/value | 6401509001         | 650150-9002;
            SITUATION | FLEKS-SYG;                    | /situation               | SICK_LISTED_FLEXJOB | FLEKS-LEDIG;
            TRUKKET   | Flyttet;                      | /withdrawn               | true               | Fortrudt;
            FEJL      | ;                             | /registeredInError       | true               | ;
            """)
    void silkeborgsUpdateReachesTheProviderAndTheLastEffectiveCounts(
            String change, String values, String path, String expected, String earlier) {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        assertThat(message(caseNumber(1)).at(path).asText()).isNotEqualTo(expected);
        UUID file = hub.silkeborg("sagsopdatering_20260205_01.csv", line(change, "05-02-2026", values));
        UUID late = hub.silkeborg("sagsopdatering_20260206_01.csv", line(change, "04-02-2026", earlier));
        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED");
        assertThat(hub.outcomes(late)).containsExactly("ACCEPTED");
        assertThat(message(caseNumber(1)).at(path).asText()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2} is {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            RET    | <PersonCivilRegistrationIdentifier>6401509001</PersonCivilRegistrationIdentifier> | /person/identifier/value | 6401509001
            RET    | <Navn><Fornavn>Nyfundine</Fornavn></Navn>                    | /person/givenNames  | Nyfundine
            RET    | <Navn><Efternavn>Nyby</Efternavn></Navn>                     | /person/familyName  | Nyby
            RET    | <Adresse>Nyvej 1</Adresse>                                   | /person/address     | Nyvej 1
            RET    | <NavneAdresseBeskyttelse>true</NavneAdresseBeskyttelse>      | /protected          | true
            RET    | <Telefon>+4522222222</Telefon>                               | /person/phone       | 22222222
            RET    | <Email>ny@example.dk</Email>                                 | /person/email       | ny@example.dk
            RET    | <SituationKode>SYG</SituationKode>                           | /situation          | SICK_LISTED_FLEXJOB
            RET    | <SagsbehandlerNavn>Ny Sagby</SagsbehandlerNavn>              | /caseworker/name    | Ny Sagby
            AFBRYD | <Aarsag>Flyttet</Aarsag>                                     | /withdrawn          | true
            SLET   | ``                                                           | /registeredInError  | true
            """)
    void norddjursUpdateReachesTheProvider(String art, String inner, String path, String expected) {
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(1, personNumber(1), "11111111", "2026-02-01"));
        JsonNode before = message("707-2026-00001");
        assertThat(before.at(path).asText()).isNotEqualTo(expected);
        UUID file = hub.norddjurs(
                "RAMPE_202602050600.xml", "2026-02-05T06:00:00+01:00", sagsopdatering(1, art, "2026-02-05", inner));
        assertThat(hub.outcomes(file)).containsExactly("ACCEPTED");
        JsonNode after = message("707-2026-00001");
        assertThat(after.at(path).asText()).isEqualTo(expected);
        assertThat(after.at("/sentFor/occurredOn").asText()).isEqualTo("2026-02-05");
        assertThat(after.at("/person/givenNames").asText()
                        + after.at("/person/familyName").asText())
                .as("what is not named stays as it was")
                .isIn("OpfundineTænkeby", "NyfundineTænkeby", "OpfundineNyby");
    }

    @ParameterizedTest
    @CsvSource({"TRUKKET,WITHDRAWN", "FEJL,REGISTERED_IN_ERROR"})
    void anEndingByTheJobcentreIsItsStatusFromTheDayItTakesEffect(String change, String status) {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.silkeborg("sagsopdatering_20260205_01.csv", update(1, change, "05-02-2026", "Flyttet"));
        assertThat(statuses()).containsExactly(status + " 2026-02-05");
    }

    @Test
    void aWithdrawalThatTakesEffectLaterIsToldToTheProviderNow() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.silkeborg("sagsopdatering_20260220_01.csv", update(1, "TRUKKET", "25-02-2026", "Flyttet"));
        assertThat(message(caseNumber(1)).path("withdrawn").asBoolean()).isTrue();
        assertThat(statuses().get(0)).doesNotContain("WITHDRAWN");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234", "1243", "1324", "1342", "1423", "1432", "2134", "2143", "2314", "2341", "2413", "2431", "3124",
                "3142", "3214", "3241", "3412", "3421", "4123", "4132", "4213", "4231", "4312", "4321"
            })
    void anErrorCountsNowhereWhateverIsToldBeforeOrAfterIt(String order) {
        List<Runnable> tellings = List.of(
                () -> hub.silkeborg("henvisning_20260202_01.csv", referral(1)),
                () -> hub.progress(event(UUID.randomUUID(), 1, "STARTED", "2026-02-03", "")),
                () -> hub.silkeborg("sagsopdatering_20260205_01.csv", update(1, "FEJL", "05-02-2026", "")),
                () -> hub.progress(event(UUID.randomUUID(), 1, "COMPLETED", "2026-02-04", "")));
        order.chars().forEach(number -> tellings.get(number - '1').run());
        assertThat(statuses()).containsExactly("REGISTERED_IN_ERROR 2026-02-05");
        assertThat(message(caseNumber(1)).path("registeredInError").asBoolean()).isTrue();
    }

    @Test
    void anErrorOfOneParticipationOfACaseIsNotTheOthers() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.silkeborg("sagsopdatering_20260205_01.csv", update(1, "TRUKKET", "05-02-2026", "Flyttet"));
        hub.silkeborg("henvisning_20260210_01.csv", referral(1, "11111111", "10-02-2026"));
        hub.deliver(SIND);
        hub.silkeborg("sagsopdatering_20260212_01.csv", update(1, "FEJL", "12-02-2026", ""));
        List<UUID> both = hub.participations(caseNumber(1));
        assertThat(hub.deliver(SIND)).singleElement().satisfies(told -> assertThat(told.participationId())
                .isEqualTo(both.get(1)));
        assertThat(statuses()).containsExactly("WITHDRAWN 2026-02-05", "REGISTERED_IN_ERROR 2026-02-12");
        hub.silkeborg("sagsopdatering_20260213_01.csv", update(1, "FEJL", "06-02-2026", ""));
        assertThat(hub.deliver(SIND)).singleElement().satisfies(told -> {
            assertThat(told.participationId()).isEqualTo(both.get(0));
            assertThat(hub.message(told).path("registeredInError").asBoolean()).isTrue();
        });
        assertThat(statuses()).containsExactly("REGISTERED_IN_ERROR 2026-02-06", "REGISTERED_IN_ERROR 2026-02-12");
    }

    @ParameterizedTest
    @ValueSource(strings = {"123", "132", "213", "231", "312", "321"})
    void protectionGoesOnOffAndOnByItsDaysNotByItsArrival(String order) {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.norddjurs(
                "RAMPE_202602020600.xml",
                "2026-02-02T06:00:00+01:00",
                henvisning(1, personNumber(2), "11111111", "2026-02-01"));
        List<String> days = List.of("03", "05", "07");
        List<String> protection = List.of("true", "false", "true");
        for (int number : order.chars().map(c -> c - '1').toArray()) {
            String day = days.get(number);
            hub.silkeborg(
                    "sagsopdatering_202602%s_01.csv".formatted(day),
                    update(
                            1,
                            "ADRBESKYT",
                            day + "-02-2026",
                            protection.get(number).equals("true") ? "J" : "N"));
            hub.norddjurs(
                    "RAMPE_202602%s0600.xml".formatted(day),
                    "2026-02-%sT06:00:00+01:00".formatted(day),
                    sagsopdatering(
                            1,
                            "RET",
                            "2026-02-" + day,
                            "<NavneAdresseBeskyttelse>%s</NavneAdresseBeskyttelse>".formatted(protection.get(number))));
        }
        for (String caseNumber : List.of(caseNumber(1), "707-2026-00001")) {
            assertThat(message(caseNumber).path("protected").asBoolean()).isTrue();
            assertThat(protectedOn(caseNumber)).containsExactly(false, true, false, true);
        }
    }

    @Test
    void aPersonIsFoundByTheOldAndTheNewNumber() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.silkeborg("sagsopdatering_20260205_01.csv", update(1, "CPR", "05-02-2026", "640150-9001"));
        hub.silkeborg(
                "henvisning_20260210_01.csv",
                referral(2, personNumber(1), "11111111", "10-02-2026"),
                referral(3, "6401509001", "11111111", "10-02-2026"));
        assertThat(hub.count("(select distinct person_id from participation) persons"))
                .isEqualTo(1);
    }

    @Test
    void twoPersonsOfWhomOneGetsTheOthersNumberAreKeptApart() {
        hub.silkeborg("henvisning_20260202_01.csv", referral(1), referral(2));
        UUID change = hub.silkeborg(
                "sagsopdatering_20260205_01.csv", update(1, "CPR", "05-02-2026", hyphenated(personNumber(2))));
        assertThat(hub.outcomes(change)).containsExactly("ACCEPTED");
        assertThat(hub.count("(select distinct person_id from participation) persons"))
                .isEqualTo(2);
        assertThat(message(caseNumber(1)).at("/person/identifier/value").asText())
                .isEqualTo(personNumber(2));
    }

    private static String hyphenated(String number) {
        return number.substring(0, 6) + '-' + number.substring(6);
    }

    private static String line(String change, String from, String values) {
        return String.join(";", caseNumber(1), change, from, values);
    }

    private static List<Boolean> protectedOn(String caseNumber) {
        List<Boolean> days = new ArrayList<>();
        var events = hub.bean(EventLog.class).of(hub.participation(caseNumber));
        for (int day = 2; day <= 8; day += 2) {
            days.add(Participation.of(events, LocalDate.of(2026, 2, day), Long.MAX_VALUE)
                    .isProtected());
        }
        return days;
    }

    /** What the provider was told last of the case. */
    private JsonNode message(String caseNumber) {
        hub.deliver(SIND).stream()
                .filter(one -> one.kind() == Delivery.Kind.CASE)
                .forEach(one -> toldLast.put(one.participationId(), one));
        return hub.message(toldLast.get(hub.participation(caseNumber)));
    }

    private static List<String> statuses() {
        return hub.sql(
                        "select told ->> 'status' || coalesce(' ' || (told ->> 'date'), '') from participation order by number")
                .query(String.class)
                .list();
    }
}
