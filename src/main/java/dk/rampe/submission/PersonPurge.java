package dk.rampe.submission;

import dk.rampe.participation.EventLog;
import dk.rampe.retention.HeldClass;
import dk.rampe.retention.Purge;
import dk.rampe.vault.Persons;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Persons of whom nothing personal is kept any more: nobody is known as one of them again. */
@Component
class PersonPurge implements Purge {

    private static final int AT_ONCE = 500;

    private static final String NOBODY = """
            from vault.person v
            where not exists (
                select from participation p left join vault.participation_key k on k.participation_id = p.id
                where p.person_id = v.person_id and k.destroyed_at is null)""";

    private final JdbcClient sql;
    private final Persons persons;

    PersonPurge(JdbcClient sql, Persons persons) {
        this.sql = sql;
        this.persons = persons;
    }

    @Override
    public HeldClass held() {
        return HeldClass.VAULT;
    }

    /** Nobody who takes a case in has just found a person here: they all hold the order of events till they are done. */
    @Override
    @Transactional
    public int removeSome(Instant now) {
        if (some().isEmpty()) {
            return 0;
        }
        sql.sql("select set_config('lock_timeout', '10s', true), pg_advisory_xact_lock(?)")
                .param(EventLog.ORDER_LOCK)
                .query()
                .listOfRows();
        return persons.forget(some());
    }

    private List<UUID> some() {
        return sql.sql("select v.person_id " + NOBODY + " limit ?")
                .param(AT_ONCE)
                .query(UUID.class)
                .list();
    }

    @Override
    public long overdue(Instant now) {
        return sql.sql("select count(*) " + NOBODY).query(Long.class).single();
    }
}
