package dk.rampe.outcome;

import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps releases with their files, so that each can be sent again to the byte. */
@Component
class ReleaseStore {

    private final JdbcClient jdbc;
    private final OutcomeRole role;
    private final ShowingStore showings;

    ReleaseStore(JdbcClient jdbc, OutcomeRole role) {
        this.jdbc = jdbc;
        this.role = role;
        this.showings = new ShowingStore(jdbc);
    }

    /** One release of a programme is made after the other: each is compared with all before it. */
    void lock(String programme) {
        role.writing(() -> jdbc.sql("select pg_advisory_xact_lock(hashtextextended('release ' || :programme, 0))::text")
                .param("programme", programme)
                .query(String.class)
                .optional());
    }

    /** All that was ever sent of a programme. */
    ReleaseHistory history(String programme) {
        return historyBefore(programme, Long.MAX_VALUE);
    }

    /** What was known outside when that release was made. */
    ReleaseHistory historyBefore(OutcomeRelease release) {
        long number = role.reading(() -> jdbc.sql("select number from release where id = :id")
                .param("id", release.id())
                .query(Long.class)
                .single());
        return historyBefore(release.programme(), number);
    }

    private ReleaseHistory historyBefore(String programme, long number) {
        return role.reading(() -> new ReleaseHistory(
                jdbc.sql("""
                                select id from release where programme = :programme and number < :number
                                order by number desc limit 1
                                """)
                        .param("programme", programme)
                        .param("number", number)
                        .query(UUID.class)
                        .optional()
                        .orElse(null),
                showings.before(programme, number)));
    }

    /** @param moved rows that it shows anew */
    void add(OutcomeRelease release, List<Showing> moved) {
        role.writing(() -> {
            jdbc.sql("""
                            insert into release (id, previous_id, programme, as_of, known, made_at, unsafe)
                            values (:id, :previous, :programme, :asOf, :known, :madeAt, :unsafe)
                            """)
                    .param("id", release.id())
                    .param("previous", release.previous())
                    .param("unsafe", release.unsafe())
                    .param("programme", release.programme())
                    .param("asOf", release.asOf())
                    .param("known", release.known())
                    .param(
                            "madeAt",
                            OffsetDateTime.ofInstant(release.madeAt(), ZoneOffset.UTC),
                            Types.TIMESTAMP_WITH_TIMEZONE)
                    .update();
            release.files().forEach((name, content) -> jdbc.sql("""
                                    insert into release_file (release_id, name, content)
                                    values (:release, :name, :content)
                                    """)
                    .param("release", release.id())
                    .param("name", name)
                    .param("content", content)
                    .update());
            showings.add(release.id(), moved);
            return release;
        });
    }

    Optional<OutcomeRelease> find(UUID id) {
        return role.reading(() -> {
            Map<String, byte[]> files = new TreeMap<>();
            jdbc.sql("select name, content from release_file where release_id = :id")
                    .param("id", id)
                    .query((RowCallbackHandler) row -> files.put(row.getString(1), row.getBytes(2)));
            return jdbc.sql("select * from release where id = :id")
                    .param("id", id)
                    .query((row, i) -> new OutcomeRelease(
                            id,
                            row.getObject("previous_id", UUID.class),
                            row.getString("programme"),
                            row.getObject("as_of", LocalDate.class),
                            row.getLong("known"),
                            row.getTimestamp("made_at").toInstant(),
                            row.getString("unsafe"),
                            files))
                    .optional();
        });
    }
}
