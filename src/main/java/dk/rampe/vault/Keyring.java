package dk.rampe.vault;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's long-lived keys, from the key file: some wrap the key of each participation and submission, the others key
 * the hashes by which persons and contents are known again. All of them read, one of each kind writes; they change when
 * the file does. Losing the file means losing everything personal.
 */
public final class Keyring {

    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);

    private final Path file;
    private volatile Keys keys;
    private String fault;

    /** @param file where newer keys will be; @param keys those that it holds now */
    Keyring(Path file, Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    /** Keys of no file. */
    static Keyring generate() throws GeneralSecurityException {
        return new Keyring(null, Keys.generate(Instant.EPOCH));
    }

    /**
     * Reads the file again. One that cannot be read, or that lacks a key this node writes with, changes nothing; that is
     * said once, and once when it is over.
     */
    synchronized void reload() {
        try {
            Keys read = KeyFile.read(file);
            if (!read.ids(Keyset.WRAPPING).contains(keys.writer(Keyset.WRAPPING))
                    || !read.ids(Keyset.LOOKUP).contains(keys.writer(Keyset.LOOKUP))) {
                throw new IllegalStateException(
                        "rampe.vault.key-file " + file + " lacks a key that this node writes with");
            }
            if (!Keys.crypto(() -> read.json().equals(keys.json()))) {
                keys = read;
                LOG.info("the key file has changed and is read");
            }
            if (fault != null) {
                LOG.info("the key file is in order again");
            }
            fault = null;
        } catch (IllegalStateException e) {
            if (!e.getMessage().equals(fault)) {
                LOG.warn("{}; this node goes on with the keys it has", e.getMessage());
            }
            fault = e.getMessage();
        }
    }

    /** As they are now; what must fit together is asked of one answer. */
    Keys keys() {
        return keys;
    }

    /** Which look-up key makes the hashes now. */
    public long lookupKey() {
        return keys.writer(Keyset.LOOKUP);
    }

    /** Those before it, oldest first: what they made may still be about, and is made anew. */
    public List<Long> olderLookupKeys() {
        return keys.older(Keyset.LOOKUP);
    }

    /** A new key of its own for one owner; {@code owner} must be given again to open it. */
    public WrappedKey newKey(String owner) {
        byte[] key = DataKey.random();
        return new WrappedKey(keys.wrap(key, owner), new DataKey(key));
    }

    public DataKey open(byte[] wrapped, String owner) {
        return new DataKey(keys.unwrap(wrapped, owner));
    }

    /** Wrapped with the key that writes now: for who stores it long after it was made. */
    public byte[] rewrap(byte[] wrapped, String owner) {
        return keys.rewrap(wrapped, owner);
    }

    /**
     * Keyed hash, so that equal things are found again without their value being kept. To be found after a rotation it
     * must be stored with its key and made known as {@link KeyedHashes}.
     *
     * @param purpose keeps hashes of different purposes apart
     * @return 32 bytes, under the key that writes
     */
    public byte[] digest(String purpose, String value) {
        return digests(purpose, value).writers().value();
    }

    /** The same under every key: what is stored may have been made under any of them. */
    public Digests digests(String purpose, String value) {
        return keys.digests(purpose, value);
    }

    /** @param wrapped to be stored; @param key to be used now */
    public record WrappedKey(byte[] wrapped, DataKey key) {}
}
