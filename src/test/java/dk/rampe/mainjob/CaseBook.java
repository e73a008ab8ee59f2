package dk.rampe.mainjob;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every case of Rampen with all its events and the status its jobcentre was told, a line each, without what differs from run to
 * run: ids and running numbers of ours, the time of day.
 */
final class CaseBook {

    private CaseBook() {}

    static List<String> of(Hub hub) {
        return hub.bean(JdbcClient.class).sql("""
                        select concat_ws(' ', municipality, case_number, occurrence, told - 'contactPersonFrom', count(e), md5(string_agg(
                                   concat_ws(' ', kind, occurred_on, stamp, supersedes, facts), E'\\n'
                                   order by kind, occurred_on, stamp, supersedes, facts)))
                        from participation p join event e on e.participation_id = p.id where p.programme = 'rampen'
                        group by p.id order by municipality, case_number, occurrence""").query(String.class).list();
    }

    /** What the sample deliveries come to when nothing goes wrong on the way. */
    static List<String> ofTheSamples() throws IOException {
        try (InputStream in = CaseBook.class.getResourceAsStream("/golden/sample-cases.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
