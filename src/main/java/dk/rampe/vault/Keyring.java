package dk.rampe.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * The hub's two long-lived keys, from the key file: one wraps the key of each participation and submission, the other
 * keys the hashes by which persons and contents are known again. Losing the file means losing everything personal.
 */
public final class Keyring {

    private static final int DIGEST_BYTES = 32;

    static {
        try {
            AeadConfig.register();
            PrfConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeysetHandle wrapping;
    private final KeysetHandle lookup;
    private final Aead wrapper;
    private final PrfSet hasher;

    private Keyring(KeysetHandle wrapping, KeysetHandle lookup) throws GeneralSecurityException {
        this.wrapping = wrapping;
        this.lookup = lookup;
        this.wrapper = wrapping.getPrimitive(RegistryConfiguration.get(), Aead.class);
        this.hasher = lookup.getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    }

    static Keyring generate() throws GeneralSecurityException {
        return new Keyring(
                KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM),
                KeysetHandle.generateNew(PredefinedPrfParameters.HMAC_SHA256_PRF));
    }

    /** @param keysets the two keysets in Tink's JSON form, as {@link #keysets()} gives them */
    static Keyring of(Keysets keysets) throws GeneralSecurityException {
        return new Keyring(parse(keysets.wrapping()), parse(keysets.lookup()));
    }

    /** Which look-up key makes the hashes now. */
    public long lookupKey() {
        return lookup.getPrimary().getId();
    }

    Keysets keysets() throws GeneralSecurityException {
        return new Keysets(serialize(wrapping), serialize(lookup));
    }

    /** A new key of its own for one owner; {@code owner} must be given again to open it. */
    public WrappedKey newKey(String owner) {
        return crypto(() -> {
            byte[] key = DataKey.random();
            return new WrappedKey(wrapper.encrypt(key, bytes(owner)), new DataKey(key));
        });
    }

    public DataKey open(byte[] wrapped, String owner) {
        return crypto(() -> new DataKey(wrapper.decrypt(wrapped, bytes(owner))));
    }

    /**
     * Keyed hash, so that equal things are found again without their value being kept.
     *
     * @param purpose keeps hashes of different purposes apart
     * @return 32 bytes
     */
    public byte[] digest(String purpose, String value) {
        return crypto(() -> hasher.computePrimary(bytes(purpose + '\0' + value), DIGEST_BYTES));
    }

    record Keysets(String wrapping, String lookup) {}

    /** @param wrapped to be stored; @param key to be used now */
    public record WrappedKey(byte[] wrapped, DataKey key) {}

    interface Crypto<T> {
        T get() throws GeneralSecurityException;
    }

    static <T> T crypto(Crypto<T> work) {
        try {
            return work.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed value cannot be opened with this key file", e);
        }
    }

    private static KeysetHandle parse(String json) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
    }

    private static String serialize(KeysetHandle handle) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, InsecureSecretKeyAccess.get());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
