package dk.rampe.submission;

import dk.rampe.vault.KeyNodes;
import dk.rampe.vault.Keyring;
import dk.rampe.vault.Keyset;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Renewal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Persons known under an older look-up key of whom nothing personal is kept any more: nobody can make their hash anew,
 * and nobody needs it. They go, once every node writes with the newer key, for then whoever finds one renews it first.
 */
@Component
class UnreferredPersons implements Renewal {

    private static final String UNREFERRED = """
            from vault.person v
            where (v.lookup_key is null or v.lookup_key = any(?))
                and not exists (
                    select from participation p
                    join vault.participation_key k on k.participation_id = p.id and k.wrapped is not null
                    where p.person_id = v.person_id)""";

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Keyring keyring;
    private final KeyNodes nodes;
    private final Persons persons;

    UnreferredPersons(
            JdbcClient sql, TransactionTemplate transaction, Keyring keyring, KeyNodes nodes, Persons persons) {
        this.sql = sql;
        this.transaction = transaction;
        this.keyring = keyring;
        this.nodes = nodes;
        this.persons = persons;
    }

    @Override
    public String what() {
        return "persons to be forgotten";
    }

    @Override
    public long left() {
        List<Long> older = keyring.olderLookupKeys();
        return older.isEmpty()
                ? 0
                : sql.sql("select count(distinct v.person_id) " + UNREFERRED)
                        .param(older.toArray(Long[]::new))
                        .query(Long.class)
                        .single();
    }

    @Override
    public List<UUID> next(UUID after, int atMost) {
        List<Long> older = keyring.olderLookupKeys();
        return older.isEmpty() || !nodes.allWrite(Keyset.LOOKUP, keyring.lookupKey())
                ? List.of()
                : sql.sql("select distinct v.person_id " + UNREFERRED
                                + " and v.person_id > ? order by v.person_id limit ?")
                        .params(older.toArray(Long[]::new), after, atMost)
                        .query(UUID.class)
                        .list();
    }

    @Override
    public Renewed renew(Collection<UUID> unreferred) {
        List<Long> older = keyring.olderLookupKeys();
        int gone = transaction.execute(status -> persons.forgetOutdated(unreferred, older));
        return new Renewed(gone, Set.of());
    }
}
