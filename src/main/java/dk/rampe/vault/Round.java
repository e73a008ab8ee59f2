package dk.rampe.vault;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far this node has come with a renewal: goes through all there is, again and again until a whole round has found
 * nothing. What cannot be renewed is tried once, and again when the node has been started anew or other keys write.
 */
final class Round {

    private static final Logger LOG = LoggerFactory.getLogger(Round.class);
    private static final UUID START = new UUID(0, 0);
    private static final int SOME = 200;

    /** After a round that found nothing: other nodes may still write with an older key, but they need not be awaited. */
    private static final int PAUSES = 5;

    private final Renewal renewal;
    private final Keyring keyring;
    private final Set<UUID> stuck = new HashSet<>();
    private List<Long> writers = List.of();
    private UUID after = START;
    private boolean found;
    private boolean begun;
    private long done;
    private int pauses;

    Round(Renewal renewal, Keyring keyring) {
        this.renewal = renewal;
        this.keyring = keyring;
    }

    /** Renews some. @return whether there may be more to be done at once */
    boolean step() {
        startAnewWithOtherKeys();
        if (pauses > 0) {
            pauses--;
            return false;
        }
        List<UUID> owners = renewal.next(after, SOME);
        if (owners.isEmpty()) {
            return end();
        }
        after = owners.get(owners.size() - 1);
        List<UUID> open = new ArrayList<>(owners);
        open.removeAll(stuck);
        if (!open.isEmpty()) {
            begin();
            Renewal.Renewed renewed = renewal.renew(open);
            stuck.addAll(renewed.stuck());
            done += renewed.owners();
        }
        return true;
    }

    private void startAnewWithOtherKeys() {
        Keys keys = keyring.keys();
        List<Long> now = List.of(keys.writer(Keyset.WRAPPING), keys.writer(Keyset.LOOKUP));
        if (!now.equals(writers)) {
            writers = now;
            stuck.clear();
            after = START;
            pauses = 0;
        }
    }

    private void begin() {
        found = true;
        if (!begun) {
            begun = true;
            done = 0;
            LOG.info("key rotation: {}: {} to be put under the key that writes now", renewal.what(), renewal.left());
        }
    }

    private boolean end() {
        boolean again = found;
        found = false;
        after = START;
        if (!again) {
            pauses = PAUSES;
            if (begun) {
                begun = false;
                tell();
            }
        }
        return again;
    }

    private void tell() {
        if (stuck.isEmpty()) {
            LOG.info("key rotation: {}: {} put under it by this node, none is left", renewal.what(), done);
        } else {
            LOG.warn(
                    "key rotation: {}: {} put under it by this node; {} cannot be, and need the older key",
                    renewal.what(),
                    done,
                    stuck.size());
        }
    }
}
