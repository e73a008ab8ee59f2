package dk.rampe.rights;

import dk.rampe.delivery.ErasedNumbers;
import dk.rampe.submission.KeysInUse;
import dk.rampe.vault.KeyFile;
import dk.rampe.vault.KeyNeeds;
import dk.rampe.vault.KeyNeeds.Need;
import dk.rampe.vault.KeyNodes;
import dk.rampe.vault.KeyNodes.Node;
import dk.rampe.vault.KeyedHashes;
import dk.rampe.vault.Keys;
import dk.rampe.vault.Keyset;
import dk.rampe.vault.Persons;
import dk.rampe.vault.Vault;
import dk.rampe.vault.WrappedKeys;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * An operator's side of a rotation, beside the running hub: changes its key file, one safe step at a time, and tells what
 * is needed of it. The nodes do the rest by themselves.
 */
public final class KeyRotation {

    /** All places of all rooms, as their beans are; for a process that is not the hub. */
    static final List<WrappedKeys> WRAPPED = List.of(Vault.KEYS, KeysInUse.SUBMISSIONS, ErasedNumbers.KEYS);

    static final List<KeyedHashes> HASHES = List.of(Persons.HASHES, KeysInUse.EVENTS, KeysInUse.ERASED_CASES);

    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Path file;
    private final Clock clock;
    private final KeyNodes nodes;
    private final KeyNeeds needs;

    private KeyRotation(DataSource database, Path file, Clock clock) {
        this.sql = JdbcClient.create(database);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        this.file = file;
        this.clock = clock;
        this.nodes = new KeyNodes(sql);
        this.needs = new KeyNeeds(sql, WRAPPED, HASHES);
    }

    /** @param file the hub's key file */
    public static KeyRotation over(DataSource database, Path file, Clock clock) {
        return new KeyRotation(database, file, clock);
    }

    /** A step that must not be taken now; the message is one sentence for the operator. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String sentence) {
            super(sentence);
        }
    }

    /** Makes the first key file of an installation. @throws Refused when there is one already, or it cannot be written */
    public static void create(Path file, Clock clock) {
        try {
            KeyFile.create(file, clock.instant());
        } catch (UncheckedIOException e) {
            throw new Refused(
                    file + " cannot be made: " + e.getCause().getClass().getSimpleName() + ".");
        }
    }

    public KeyAccount account() {
        return KeyAccount.of(read(), needs.count(), nodes.alive(), clock.instant());
    }

    /** Adds a key that reads. @param keyset {@code wrapping} or {@code lookup}; @return its id */
    public long add(String keyset) {
        return step(keys -> {
            Keyset which = keyset(keyset);
            if (keys.newest(which) != keys.writer(which)) {
                throw new Refused("There is a newer key than the one that writes already; use that one.");
            }
            Keys more = keys.withNew(which, clock.instant());
            KeyFile.replace(file, more);
            return more.newest(which);
        });
    }

    /** Makes the newest key the one that writes. @return its id @throws Refused when a running node cannot read it yet */
    public long use(String keyset) {
        return step(keys -> {
            Keyset which = keyset(keyset);
            long newest = keys.newest(which);
            if (newest == keys.writer(which)) {
                throw new Refused("The newest key, " + newest + ", writes already.");
            }
            refuseWhile(node -> !node.has(which, newest), "Key " + newest + " has not been read yet");
            KeyFile.replace(file, keys.writingWithNewest(which));
            return newest;
        });
    }

    /**
     * Removes the keys that are older than the one that writes, those of them that nothing needs.
     *
     * @return their ids
     * @throws Refused when there is none, naming what needs them
     */
    public List<Long> drop(String keyset) {
        return step(keys -> {
            Keyset which = keyset(keyset);
            List<Long> older = keys.older(which);
            if (older.isEmpty()) {
                throw new Refused("No key is older than the one that writes.");
            }
            refuseWhileWrittenWithOlder(keys, which);
            List<Need> needed = KeyAccount.resolved(keys, needs.count()).stream()
                    .filter(need -> need.keyset() == which && older.contains(need.key()))
                    .toList();
            List<Long> unneeded = older.stream()
                    .filter(key -> needed.stream().noneMatch(need -> need.key().equals(key)))
                    .toList();
            if (unneeded.isEmpty()) {
                throw new Refused(needed(needed));
            }
            KeyFile.replace(file, keys.without(which, unneeded));
            return unneeded;
        });
    }

    /**
     * Gives up what no node can renew, so that its key can be dropped: the same telling of an erased person, should it
     * ever come again, is not known again.
     *
     * @param rows how many that are, for the operator to have looked
     * @throws Refused when they are others; nothing is given up then
     */
    public void giveUp(String keyset, long rows) {
        step(keys -> {
            refuseWhileWrittenWithOlder(keys, keyset(keyset));
            int given = keyset(keyset) == Keyset.LOOKUP
                            && !keys.older(Keyset.LOOKUP).isEmpty()
                    ? needs.giveUp(keys)
                    : 0;
            if (given != rows) {
                throw new Refused(
                        "Nothing is given up: there are " + given + " that no node can renew, not " + rows + ".");
            }
            return given;
        });
    }

    /** One operator at a time, whatever machine he sits at. */
    private <T> T step(Function<Keys, T> change) {
        return transaction.execute(status -> {
            sql.sql("select pg_advisory_xact_lock(hashtextextended('key file', 0))")
                    .query()
                    .listOfRows();
            try {
                return change.apply(read());
            } catch (UncheckedIOException e) {
                throw new Refused(
                        file + " cannot be written: " + e.getCause().getClass().getSimpleName() + ".");
            }
        });
    }

    private Keys read() {
        try {
            return KeyFile.read(file);
        } catch (IllegalStateException e) {
            throw new Refused(e.getMessage());
        }
    }

    private void refuseWhile(Predicate<Node> behind, String what) {
        List<Node> running = nodes.alive();
        List<String> late = running.stream().filter(behind).map(Node::name).toList();
        if (!late.isEmpty()) {
            throw new Refused("%s by %d of %d running nodes: %s."
                    .formatted(what, late.size(), running.size(), String.join(", ", late)));
        }
    }

    private void refuseWhileWrittenWithOlder(Keys keys, Keyset keyset) {
        long writer = keys.writer(keyset);
        refuseWhile(node -> node.writer(keyset) != writer, "Key " + writer + " is not written with yet");
    }

    private static String needed(List<Need> needed) {
        Stream<String> each = needed.stream()
                .map(need -> need.what() + ": " + need.rows() + " with key " + need.key()
                        + (need.cannotBeRemade() == 0
                                ? ""
                                : ", " + need.cannotBeRemade() + " of them that no node can renew"));
        return "Nothing is dropped, for it is still needed. " + String.join("; ", each.toList()) + ".";
    }

    private static Keyset keyset(String word) {
        return Keyset.of(word)
                .orElseThrow(() -> new Refused("There are wrapping keys and lookup keys, no '" + word + "' keys."));
    }
}
