package dk.rampe.outcome;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * All SQL of this room runs in here: in a transaction under the role {@code rampe_outcome}, which can read facts and
 * write releases and has no right on the vault. The role is given back before a surrounding transaction goes on.
 */
@Component
class OutcomeRole {

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final TransactionTemplate writing;
    private final TransactionTemplate alone;

    OutcomeRole(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.writing = new TransactionTemplate(transactions);
        this.alone = new TransactionTemplate(transactions);
        this.alone.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    <T> T reading(Supplier<T> work) {
        return reading.execute(status -> inRole(work));
    }

    /** Joins the caller's transaction, if there is one. */
    <T> T writing(Supplier<T> work) {
        return writing.execute(status -> inRole(work));
    }

    /** In a transaction of its own, whatever surrounds it. */
    <T> T alone(Supplier<T> work) {
        return alone.execute(status -> inRole(work));
    }

    private <T> T inRole(Supplier<T> work) {
        jdbc.sql("set local role rampe_outcome").update();
        requireRole();
        T result = work.get();
        jdbc.sql("set local role none").update();
        return result;
    }

    /** Outside of a transaction "set local" does nothing, with no more than a warning. */
    private void requireRole() {
        String user = jdbc.sql("select current_user").query(String.class).single();
        if (!user.equals("rampe_outcome")) {
            throw new IllegalStateException("outcome work must run in a transaction under its own role");
        }
    }
}
