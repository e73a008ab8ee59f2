package dk.rampe.vault;

import static dk.rampe.submission.TestCases.personNumber;
import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.submission.TestHub;
import dk.rampe.vault.Persons.Identifier;
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
    void aCprNumberIsTheSamePersonEverywhere() {
        assertThat(find("CPR", "740")).isEqualTo(find("CPR", "707"));
    }

    @Test
    void twoMunicipalitiesMayFindOneNewPersonInOneStep() {
        var found = persons().find(Set.of(identifier(1, "CPR", "740"), identifier(1, "CPR", "707")));
        assertThat(found.values())
                .hasSize(2)
                .containsOnly(found.values().iterator().next());
    }

    @Test
    void anUnknownIdentifierIsNobodysTwice() {
        assertThat(find("UNKNOWN", "740")).isNotEqualTo(find("UNKNOWN", "740"));
    }

    @Test
    void aNewNumberFindsTheSamePersonUnlessItIsSomebodyElses() {
        UUID person = find("REPLACEMENT", "740");
        persons().add(person, identifier(2, "CPR", "740"));
        assertThat(persons().find(Set.of(identifier(2, "CPR", "707"))).values()).containsExactly(person);
        UUID somebody = persons()
                .find(Set.of(identifier(3, "CPR", "740")))
                .values()
                .iterator()
                .next();
        persons().add(person, identifier(3, "CPR", "740"));
        assertThat(persons().find(Set.of(identifier(3, "CPR", "740"))).values()).containsExactly(somebody);
    }

    private static UUID find(String type, String municipality) {
        return persons()
                .find(Set.of(identifier(1, type, municipality)))
                .values()
                .iterator()
                .next();
    }

    private static Identifier identifier(int i, String type, String municipality) {
        return new Identifier(personNumber(i), type, municipality);
    }

    private static Persons persons() {
        return hub.bean(Persons.class);
    }
}
