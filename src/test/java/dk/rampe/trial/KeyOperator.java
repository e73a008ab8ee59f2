package dk.rampe.trial;

import dk.rampe.rights.KeyAccount;
import dk.rampe.rights.KeyRotation;
import java.nio.file.Path;
import java.time.Clock;
import org.postgresql.ds.PGSimpleDataSource;

/** An operator who rotates both keys as the guide says, a step whenever the hub is ready for it. */
final class KeyOperator {

    private final KeyRotation steps;

    private KeyOperator(Surroundings at) {
        PGSimpleDataSource database = at.database();
        this.steps = KeyRotation.over(database, keyFile(at), Clock.systemUTC());
    }

    static Path keyFile(Surroundings at) {
        return at.folder().resolve("hub/keys/vault.json");
    }

    static void tryOn(Surroundings at) {
        KeyOperator operator = new KeyOperator(at);
        operator.steps.account().sets().stream()
                .filter(set -> !isRotated(set))
                .findFirst()
                .ifPresent(operator::step);
    }

    static boolean isDone(Surroundings at) {
        return new KeyOperator(at).steps.account().sets().stream().allMatch(KeyOperator::isRotated);
    }

    private static boolean isRotated(KeyAccount.Set set) {
        return set.keys().size() == 1 && set.keys().get(0).madeAt().isAfter(Surroundings.KEYS_MADE_AT);
    }

    /** What the hub is not ready for is refused, and changes nothing. */
    private void step(KeyAccount.Set set) {
        try {
            if (set.keys().size() == 1) {
                steps.add(set.name());
            } else if (set.keys().get(0).writes()) {
                steps.use(set.name());
            } else {
                steps.drop(set.name());
            }
        } catch (KeyRotation.Refused e) {
            // another time
        }
    }
}
