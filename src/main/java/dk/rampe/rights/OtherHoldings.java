package dk.rampe.rights;

import dk.rampe.partner.Partner.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What no purge is needed for: anonymous, gone by itself, or never there. */
final class OtherHoldings {

    private final JdbcClient sql;
    private final Deadlines deadlines;

    OtherHoldings(JdbcClient sql, Deadlines deadlines) {
        this.sql = sql;
        this.deadlines = deadlines;
    }

    private record Releases(String programme, long number, Instant oldest) {}

    List<Holding> all() {
        List<Holding> all = new ArrayList<>(releases());
        deadlines.partners().forEach((id, partner) -> {
            if (partner.jms() != null) {
                all.add(new Holding(
                        id, Store.BROKER, null, null, null, partner.jms().expireAfter(), null, 0));
            }
        });
        all.add(new Holding(null, Store.SPOOL, 0L, null, null, null, null, 0));
        return all;
    }

    /** Of each evaluator those of its programmes. */
    private List<Holding> releases() {
        Map<String, Releases> byProgramme = new TreeMap<>();
        sql.sql("select programme, count(*) as number, min(made_at) as oldest from release group by programme")
                .query((row, i) -> new Releases(
                        row.getString("programme"), row.getLong("number"), SubmissionHoldings.instant(row, "oldest")))
                .list()
                .forEach(releases -> byProgramme.put(releases.programme(), releases));
        List<Holding> holdings = new ArrayList<>();
        deadlines.partners().forEach((id, partner) -> {
            List<Releases> its = partner.programmes().stream()
                    .filter(byProgramme::containsKey)
                    .map(byProgramme::get)
                    .toList();
            if (partner.role() == Role.EVALUATOR && !its.isEmpty()) {
                holdings.add(new Holding(
                        id,
                        Store.RELEASES,
                        its.stream().mapToLong(Releases::number).sum(),
                        null,
                        its.stream()
                                .map(Releases::oldest)
                                .min(Comparator.naturalOrder())
                                .orElseThrow(),
                        null,
                        null,
                        0));
            }
        });
        return holdings;
    }
}
