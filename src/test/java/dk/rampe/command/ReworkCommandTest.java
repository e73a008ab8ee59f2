package dk.rampe.command;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.outcome.OutcomeRelease;
import dk.rampe.outcome.Releases;
import dk.rampe.participation.Story;
import dk.rampe.participation.TestDatabase;
import dk.rampe.partner.DanishTime;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class ReworkCommandTest {

    private static TestDatabase database;
    private static JdbcClient sql;
    private static String url;

    @BeforeAll
    static void storeTwelveCases() throws Exception {
        database = new TestDatabase();
        sql = JdbcClient.create(database.dataSource());
        for (int i = 0; i < 12; i++) {
            database.store(
                    "707", "case " + i, "rampen", Story.primary("2023-01-10").events());
        }
        try (Connection connection = database.dataSource().getConnection()) {
            url = connection.getMetaData().getURL();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        database.close();
    }

    @Test
    void aReleaseComesOutTheSameWhateverHasHappenedSince() throws Exception {
        OutcomeRelease release = make();
        database.store("707", "later", "rampen", Story.primary("2023-01-11").events());

        Run run = rework(release.id().toString());

        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.result())
                .startsWith("Release of rampen as of 2023-06-30, made ")
                .endsWith("worked out again, the same to the byte.\n");
    }

    @Test
    void oneThatKnewOfAnErasedCaseSaysThatItCannotBeWorkedOutInFull() {
        OutcomeRelease release = make();
        UUID erased = sql.sql("select participation_id from event order by number limit 1")
                .query(UUID.class)
                .single();
        long first = sql.sql("select min(number) from event where participation_id = ?")
                .param(erased)
                .query(Long.class)
                .single();
        sql.sql("delete from event where participation_id = ?").param(erased).update();
        long erasedNumber = sql.sql("""
                        insert into event (participation_id, key, kind, occurred_on, facts, content, submission_id, line,
                                           recorded_at)
                        values (?, 'erased', 'ERASED', now(), '{}', '', gen_random_uuid(), 0, now()) returning number""").param(erased).query(Long.class).single();
        sql.sql("insert into erased_participation values (gen_random_uuid(), 'rampen', '707', ?, 1, ?)")
                .params(first, erasedNumber)
                .update();

        Run run = rework(release.id().toString());

        assertThat(run.exit()).isEqualTo(Exit.REFUSED);
        assertThat(run.result()).contains("cannot be worked out again in full, for one of its cases has been erased");
        assertThat(rework(make().id().toString()).result())
                .as("one that was made afterwards")
                .endsWith("the same to the byte.\n");
    }

    @Test
    void aReleaseThatWasNeverMadeIsNotDone() {
        Run run = rework(UUID.randomUUID().toString());
        assertThat(run.exit()).isEqualTo(Exit.NOT_DONE);
        assertThat(run.remarks()).contains("The hub has made no release");
        assertThat(rework("770666-0417").remarks()).contains("is no release id").doesNotContain("770666");
    }

    private static OutcomeRelease make() {
        Settings settings = Settings.read(List.of());
        return Releases.over(database.dataSource(), settings.hub(), Clock.system(DanishTime.ZONE))
                .make("rampen", LocalDate.of(2023, 6, 30));
    }

    private static Run rework(String id) {
        return Run.of(
                new ReworkCommand(),
                "rework",
                id,
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=postgres");
    }
}
