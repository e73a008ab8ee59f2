package dk.rampe.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dk.rampe.partner.Troubles.Place;
import dk.rampe.submission.TestHub;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class TroublesTest {

    private static final String PARTNER = "norddjurs";

    @RegisterExtension
    static final TestHub hub = new TestHub();

    @Test
    void itCountsFromWhenItBeganUntilItIsAnotherOne() {
        Troubles troubles = node();
        troubles.arose(PARTNER, Place.FETCHING, Trouble.AWAY);
        hub.sql("update partner_trouble set since = '2024-02-01 06:00Z'").update();
        troubles.arose(PARTNER, Place.FETCHING, Trouble.AWAY);
        assertThat(rows()).containsExactly("FETCHING AWAY 2024");
        troubles.arose(PARTNER, Place.FETCHING, Trouble.HOST_KEY_CHANGED);
        assertThat(rows())
                .singleElement()
                .asString()
                .startsWith("FETCHING HOST_KEY_CHANGED")
                .doesNotEndWith("2024");
    }

    @Test
    void whicheverNodeSeesThatItIsOverEndsItAndNothingElse() {
        node().arose(PARTNER, Place.FETCHING, Trouble.AWAY);
        node().arose(PARTNER, Place.DELIVERING, Trouble.FOLDER_MISSING);
        node().ended(PARTNER, Place.FETCHING);
        node().ended("silkeborg", Place.DELIVERING);
        assertThat(rows()).singleElement().asString().startsWith("DELIVERING FOLDER_MISSING");
    }

    @Test
    void aDatabaseThatIsAwayStopsNobody() {
        Troubles troubles = new Troubles(JdbcClient.create(
                new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/nothing?connectTimeout=1", "x", "x")));
        assertThatCode(() -> {
                    troubles.arose(PARTNER, Place.FETCHING, Trouble.AWAY);
                    troubles.ended(PARTNER, Place.FETCHING);
                })
                .doesNotThrowAnyException();
    }

    private static Troubles node() {
        return new Troubles(hub.bean(JdbcClient.class));
    }

    private static List<String> rows() {
        return hub.sql("select place || ' ' || trouble || ' ' || to_char(since, 'YYYY') from partner_trouble")
                .query(String.class)
                .list();
    }
}
