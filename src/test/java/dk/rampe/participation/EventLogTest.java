package dk.rampe.participation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventLogTest {

    private static TestDatabase database;

    @BeforeAll
    static void start() {
        database = new TestDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void everyEventOfACaseIsReadBackAsItWasTold() throws Exception {
        List<Event> told = Story.primary("2023-01-10")
                .stamp("20230110_01")
                .tell(Kind.MEASURED, "2023-02-01", "instrument", "WHO5", "items", List.of(1, 2, 3, 4, 5))
                .tell(Kind.RETRACTED, "2023-02-02")
                .supersedes("e2")
                .events();
        UUID id = database.store("707", "read back", "rampen", told);
        assertThat(new EventLog(database.dataSource()).of(id))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("number")
                .isEqualTo(told);
    }

    @Test
    void severalCasesAreReadAtOnceAndOneWithoutEventsIsEmpty() throws Exception {
        UUID one = database.store(
                "707", "one", "rampen", Story.primary("2023-01-10").events());
        UUID two = database.store(
                "707", "two", "rampen", Story.primary("2023-01-11").events());
        UUID none = UUID.randomUUID();
        Map<UUID, List<Event>> events = new EventLog(database.dataSource()).of(List.of(one, two, none));
        assertThat(events).containsOnlyKeys(one, two, none);
        assertThat(events.get(one)).extracting(Event::occurredOn).hasToString("[2023-01-10]");
        assertThat(events.get(two)).extracting(Event::occurredOn).hasToString("[2023-01-11]");
        assertThat(events.get(none)).isEmpty();
    }
}
