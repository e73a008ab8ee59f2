package dk.rampe.outcome;

import dk.rampe.participation.Event;
import dk.rampe.participation.EventLog;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The factual half of all cases of a programme, one case after the other. */
@Component
public class OutcomeFacts {

    private static final int ROWS_AT_A_TIME = 5000;

    private final JdbcClient jdbc;
    private final OutcomeRole role;

    OutcomeFacts(DataSource dataSource, OutcomeRole role) {
        JdbcTemplate inBatches = new JdbcTemplate(dataSource);
        inBatches.setFetchSize(ROWS_AT_A_TIME);
        this.jdbc = JdbcClient.create(inBatches);
        this.role = role;
    }

    /**
     * The highest event number below which nothing can appear any more, see {@link EventLog#ORDER_LOCK}; 0 when there
     * is no event. Waits for transactions that are taking events in.
     */
    public long boundary() {
        return role.alone(() -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", EventLog.ORDER_LOCK)
                    .query((RowCallbackHandler) row -> {});
            return jdbc.sql("select coalesce(max(number), 0) from event")
                    .query(Long.class)
                    .single();
        });
    }

    /**
     * Passes every case on, with its events; memory does not grow with the number of cases.
     *
     * @param municipalities others are not read
     * @param known events with a higher number are not read
     * @param cases takes municipality and events, in the same order every time
     */
    public void forEach(
            String programme, Collection<String> municipalities, long known, BiConsumer<String, List<Event>> cases) {
        role.reading(() -> {
            CaseByCase reader = new CaseByCase(cases);
            jdbc.sql("""
                            select municipality, participation_id, %s
                            from event
                            join (
                                select id, municipality
                                from participation
                                where programme = :programme and municipality = any(:municipalities)
                            ) participation on participation.id = participation_id
                            where number <= :known
                            order by participation_id, number
                            """.formatted(EventLog.COLUMNS))
                    .param("programme", programme)
                    .param("municipalities", municipalities.toArray(String[]::new))
                    .param("known", known)
                    .query(reader);
            reader.passOn();
            return null;
        });
    }

    /** How many cases that were known then have been erased since. */
    long erased(String programme, Collection<String> municipalities, long known) {
        return role.reading(() -> jdbc.sql("""
                        select count(*) from erased_participation
                        where programme = :programme and municipality = any(:municipalities)
                          and first_event_number <= :known and erased_number > :known
                        """)
                .param("programme", programme)
                .param("municipalities", municipalities.toArray(String[]::new))
                .param("known", known)
                .query(Long.class)
                .single());
    }

    /** Cuts the rows into cases. */
    private static final class CaseByCase implements RowCallbackHandler {

        private final BiConsumer<String, List<Event>> cases;
        private UUID current;
        private String municipality;
        private List<Event> events = new ArrayList<>();

        private CaseByCase(BiConsumer<String, List<Event>> cases) {
            this.cases = cases;
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            UUID participation = row.getObject("participation_id", UUID.class);
            if (!participation.equals(current)) {
                passOn();
                current = participation;
                municipality = row.getString("municipality");
                events = new ArrayList<>();
            }
            events.add(EventLog.read(row));
        }

        private void passOn() {
            if (current != null) {
                cases.accept(municipality, events);
            }
        }
    }
}
