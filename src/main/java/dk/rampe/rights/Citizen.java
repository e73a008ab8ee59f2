package dk.rampe.rights;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whose case it is. */
final class Citizen {

    private Citizen() {}

    /**
     * The numbers of all cases that the person of this one has in the municipality.
     *
     * @throws CannotAnswer when there is no such case, or when it is not one person's
     */
    static List<String> caseNumbers(JdbcClient sql, AccessRequest request) {
        List<UUID> persons = sql.sql(
                        "select distinct person_id from participation where municipality = ? and case_number = ?")
                .params(request.municipality(), request.caseNumber())
                .query(UUID.class)
                .list();
        if (persons.isEmpty()) {
            throw new CannotAnswer("No case " + request.caseNumber() + " is held of municipality "
                    + request.municipality() + ": nobody has told the hub of it, or it has been erased.");
        }
        List<String> numbers = sql.sql(
                        "select distinct case_number from participation where municipality = ? and person_id = ? order by 1")
                .params(request.municipality(), persons.get(0))
                .query(String.class)
                .list();
        long others = sql.sql("""
                        select count(*) from participation
                        where municipality = ? and case_number = any(?) and person_id <> ?""")
                .params(request.municipality(), numbers.toArray(String[]::new), persons.get(0))
                .query(Long.class)
                .single();
        if (others > 0) {
            throw new CannotAnswer("Case " + request.caseNumber()
                    + " has been more than one person's; the municipality must say who is asking, and the others' cases be"
                    + " given another number, before anything is told.");
        }
        return numbers;
    }
}
