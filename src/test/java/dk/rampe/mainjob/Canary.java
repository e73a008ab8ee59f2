package dk.rampe.mainjob;

import dk.rampe.mapping.TestWorkbook;
import dk.rampe.submission.TestCases;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** An invented person whose every trace can be told from everybody else's. */
record Canary(int number) {

    String personNumber() {
        return TestCases.personNumber(9000 + number);
    }

    private String hyphenated() {
        return personNumber().substring(0, 6) + '-' + personNumber().substring(6);
    }

    String silkeborgsCase() {
        return TestCases.caseNumber(9000 + number);
    }

    String norddjursCase() {
        return silkeborgsCase().replace("740-", "707-");
    }

    String oddersCase() {
        return silkeborgsCase().replace("740-", "727-");
    }

    String givenNames() {
        return "Kanarine" + number;
    }

    String familyName() {
        return "Fuglebur" + number;
    }

    String address() {
        return "Minegangen " + (9000 + number);
    }

    String phone() {
        return String.valueOf(26_994_400 + number);
    }

    String email() {
        return "kanarie" + number + "@example.dk";
    }

    String considerations() {
        return "Synger helst for sig selv, nr. " + number;
    }

    String contactPerson() {
        return "Kontakte Vogter" + number;
    }

    /** What is the person's own. */
    List<String> personal() {
        return List.of(
                personNumber(),
                hyphenated(),
                givenNames(),
                familyName(),
                address(),
                phone(),
                email(),
                considerations(),
                contactPerson());
    }

    List<String> caseNumbers() {
        return List.of(silkeborgsCase(), norddjursCase(), oddersCase());
    }

    /** Silkeborg's line. */
    String referral() {
        return String.join(
                ";",
                silkeborgsCase(),
                hyphenated(),
                givenNames(),
                familyName(),
                address(),
                "N",
                phone(),
                email(),
                "PRIMÆR",
                "FLEKS-LEDIG",
                "05-01-2026",
                "12,5",
                considerations(),
                "01-02-2026",
                "Sagine Bordsen");
    }

    /** Norddjurs' element. */
    String henvisning() {
        return TestCases.henvisning(9000 + number, personNumber(), phone(), "2026-02-01")
                .replace("Opfundine", givenNames())
                .replace("Tænkeby", familyName())
                .replace("Ingenvej 1", address())
                .replace("ingen@example.dk", email());
    }

    /** Odder's row. */
    String row() {
        return TestWorkbook.row(
                oddersCase(),
                personNumber(),
                familyName() + ", " + givenNames(),
                LocalDate.of(2026, 1, 5),
                "pårørende",
                null,
                null,
                phone(),
                email(),
                contactPerson(),
                considerations());
    }

    /** The provider's, about a case of Silkeborg's. */
    String started() {
        return TestCases.event(
                UUID.randomUUID(),
                9000 + number,
                "STARTED",
                "2026-02-05",
                ", \"contactPerson\": \"" + contactPerson() + "\"");
    }
}
