package dk.rampe.rights;

import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.rights.ErasureRequests.Request;
import dk.rampe.submission.TestHub;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Requests and carries out, and looks at what is left. */
final class Erasing {

    private final TestHub hub;

    Erasing(TestHub hub) {
        this.hub = hub;
    }

    UUID request(String municipality, String caseNumber) {
        return hub.bean(ErasureRequests.class)
                .add(
                        new Request(
                                new CaseKey(municipality, caseNumber), Reason.CONSENT_WITHDRAWN, "J-26/1", "operator"),
                        hub.clock().instant());
    }

    Erasure erase(String caseNumber) {
        return carryOut(request("740", caseNumber));
    }

    Erasure carryOut(UUID id) {
        hub.bean(Erasures.class).carryOut(id);
        return find(id);
    }

    Erasure find(UUID id) {
        return hub.bean(ErasureRequests.class).find(id);
    }

    /** Every row of every table, as text; what is sealed is bytes. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        List<String> tables = hub.sql("""
                        select oid::regclass::text from pg_class
                        where relkind = 'r' and relnamespace in ('public'::regnamespace, 'vault'::regnamespace)
                        order by 1""").query(String.class).list();
        for (String table : tables) {
            hub.sql("select one::text from " + table + " one order by 1")
                    .query(String.class)
                    .list()
                    .forEach(row -> rows.add(table + ' ' + row));
        }
        return rows;
    }
}
