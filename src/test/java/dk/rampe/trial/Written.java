package dk.rampe.trial;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;

/** Whether a transaction has written anything: PostgreSQL gives it a number only then. */
public final class Written {

    private Written() {}

    public static boolean by(JdbcTransactionObjectSupport transaction) {
        try (Statement sql = transaction.getConnectionHolder().getConnection().createStatement();
                ResultSet row = sql.executeQuery("select pg_current_xact_id_if_assigned() is not null")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            // a transaction that has failed already
            return false;
        }
    }
}
