package dk.rampe.vault;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** This node's part in a rotation of the keys; called from a route. */
@Component("keyWatch")
public class KeyWatch {

    /** So that the key file is looked at often enough whatever there is to renew. */
    private static final Duration AT_ONCE = Duration.ofSeconds(5);

    private final Keyring keyring;
    private final KeyNodes nodes;
    private final List<Round> rounds;

    KeyWatch(
            Keyring keyring,
            KeyNodes nodes,
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            List<WrappedKeys> wrapped,
            List<Renewal> others) {
        this.keyring = keyring;
        this.nodes = nodes;
        this.rounds = Stream.concat(
                        wrapped.stream().map(place -> new Rewrapping(place, jdbc, transaction, keyring)),
                        others.stream())
                .map(renewal -> new Round(renewal, keyring))
                .toList();
    }

    /**
     * Says which keys this node has, then looks whether the file has others. In this order, so that what began with the
     * keys before has ended when the others hear of the new ones.
     */
    public void look() {
        nodes.note(keyring.keys());
        keyring.reload();
    }

    /** Renews for some seconds what is under an older key. */
    public void renew() {
        long until = System.nanoTime() + AT_ONCE.toNanos();
        for (Round round : rounds) {
            boolean more = true;
            while (more && System.nanoTime() < until) {
                more = round.step();
            }
        }
    }

    @PreDestroy
    void leave() {
        nodes.leave();
    }
}
