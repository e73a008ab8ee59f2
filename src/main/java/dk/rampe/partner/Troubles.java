package dk.rampe.partner;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is wrong between the hub and partners' servers, for operators to see; whichever node sees last that it is over says so. Nothing
 * else depends on it, so a database that is away is not told.
 */
@Component
public class Troubles {

    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final JdbcClient sql;

    Troubles(JdbcClient sql) {
        this.sql = sql;
    }

    /** What the hub was about to do there, or the partner here. */
    public enum Place {
        FETCHING,
        DELIVERING,
        ENTERING
    }

    public void arose(String partner, Place place, Trouble trouble) {
        change(sql.sql("""
                        insert into partner_trouble (partner, place, trouble, since) values (?, ?, ?, now())
                        on conflict (partner, place) do update set trouble = excluded.trouble, since = excluded.since
                        where partner_trouble.trouble <> excluded.trouble""").params(partner, place.name(), trouble.name()));
    }

    public void ended(String partner, Place place) {
        change(sql.sql("delete from partner_trouble where partner = ? and place = ?")
                .params(partner, place.name()));
    }

    /** Only that one. */
    public void ended(String partner, Place place, Trouble trouble) {
        change(sql.sql("delete from partner_trouble where partner = ? and place = ? and trouble = ?")
                .params(partner, place.name(), trouble.name()));
    }

    private static void change(JdbcClient.StatementSpec statement) {
        try {
            statement.update();
        } catch (DataAccessException e) {
            LOG.debug("a partner's trouble is not noted ({})", e.getClass().getSimpleName());
        }
    }
}
