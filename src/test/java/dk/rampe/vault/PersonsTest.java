package dk.rampe.vault;

import static dk.rampe.submission.TestCases.personNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.submission.TestHub;
import dk.rampe.vault.Persons.Identifier;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PersonsTest {

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void aReplacementNumberIsTheSamePersonWithinItsMunicipalityOnly() {
        assertThat(find("REPLACEMENT", "740"))
                .isEqualTo(find("REPLACEMENT", "740"))
                .isNotEqualTo(find("REPLACEMENT", "707"));
    }

    @Test
    void anEcprNumberIsTheSamePersonWithinItsMunicipalityOnly() {
        assertThat(find("ECPR", "740")).isEqualTo(find("ECPR", "740")).isNotEqualTo(find("ECPR", "707"));
        assertThat(find("ECPR", "740")).isNotEqualTo(find("REPLACEMENT", "740"));
    }

    @Test
    void aCprNumberIsTheSamePersonEverywhere() {
        assertThat(find("CPR", "740")).isEqualTo(find("CPR", "707"));
    }

    @Test
    void oneNewPersonMayBeFoundForSeveralCasesInOneStep() {
        Map<String, UUID> found = persons()
                .find(Map.of(
                        "first case", identifier(1, "CPR", "740"),
                        "second case", identifier(1, "CPR", "740"),
                        "another municipality's", identifier(1, "CPR", "707")));
        assertThat(found).hasSize(3);
        assertThat(Set.copyOf(found.values())).hasSize(1);
    }

    @Test
    void anUnknownIdentifierIsNobodysTwice() {
        assertThat(find("UNKNOWN", "740")).isNotEqualTo(find("UNKNOWN", "740"));
        Map<String, UUID> found = persons()
                .find(Map.of("first case", identifier(1, "UNKNOWN", "740"), "second", identifier(1, "UNKNOWN", "740")));
        assertThat(found.get("first case")).isNotEqualTo(found.get("second"));
    }

    @Test
    void anUnknownIdentifierFindsNobodyWhoHadItBefore() {
        UUID person = find("CPR", "740");
        assertThat(persons().add(person, identifier(1, "UNKNOWN", "740"))).isTrue();
        assertThat(find("UNKNOWN", "740")).isNotEqualTo(person);
    }

    @Test
    void oldAndNewNumberFindTheSamePerson() {
        UUID person = find("REPLACEMENT", "740");
        assertThat(persons().add(person, identifier(2, "CPR", "740"))).isTrue();
        assertThat(find(2, "CPR", "707")).isEqualTo(person);
        assertThat(find("REPLACEMENT", "740")).isEqualTo(person);
        assertThat(persons().add(person, identifier(2, "CPR", "707"))).isTrue();
    }

    @Test
    void aNewNumberThatIsSomebodyElsesStaysTheirs() {
        UUID person = find("REPLACEMENT", "740");
        UUID somebody = find(3, "CPR", "740");
        assertThat(persons().add(person, identifier(3, "CPR", "740"))).isFalse();
        assertThat(find(3, "CPR", "740")).isEqualTo(somebody);
        assertThat(find("REPLACEMENT", "740")).isEqualTo(person);
    }

    @Test
    void anEcprOfTheNationalServiceIsTheSamePersonEverywhereAndALocalOneIsNot() {
        assertThat(ecpr("6302801AB1", "740")).isEqualTo(ecpr("6302801AB1", "707"));
        assertThat(ecpr("6302800AB1", "740")).isEqualTo(ecpr("6302800AB1", "740"));
        assertThat(ecpr("6302800AB1", "740")).isNotEqualTo(ecpr("6302800AB1", "707"));
    }

    private static UUID ecpr(String number, String municipality) {
        return persons()
                .find(Map.of("", new Identifier(number, "ECPR", municipality)))
                .get("");
    }

    private static UUID find(String type, String municipality) {
        return find(1, type, municipality);
    }

    private static UUID find(int i, String type, String municipality) {
        return persons().find(Map.of("", identifier(i, type, municipality))).get("");
    }

    private static Identifier identifier(int i, String type, String municipality) {
        return new Identifier(personNumber(i), type, municipality);
    }

    private static Persons persons() {
        return hub.bean(Persons.class);
    }
}
