package dk.rampe.outcome;

import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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

    ReleaseStore(JdbcClient jdbc, OutcomeRole role) {
        this.jdbc = jdbc;
        this.role = role;
    }

    void add(OutcomeRelease release) {
        role.writing(() -> {
            jdbc.sql("""
                            insert into release (id, programme, as_of, known, made_at)
                            values (:id, :programme, :asOf, :known, :madeAt)
                            """)
                    .param("id", release.id())
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
                            row.getString("programme"),
                            row.getObject("as_of", LocalDate.class),
                            row.getLong("known"),
                            row.getTimestamp("made_at").toInstant(),
                            files))
                    .optional();
        });
    }
}
