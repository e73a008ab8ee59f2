package dk.rampe.outcome;

import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
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
}
