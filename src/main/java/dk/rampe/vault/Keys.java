package dk.rampe.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.prf.Prf;
import com.google.crypto.tink.prf.PrfConfig;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What one version of the key file holds, ready for use. Never changes: a rotation makes other ones. */
public final class Keys {

    private static final int HASH_BYTES = 32;

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
    private final Map<String, String> madeAt;
    private final Aead wrapper;
    /** By id, oldest first. */
    private final Map<Long, Prf> hashers = new LinkedHashMap<>();
    /** Where among them the one is that writes. */
    private final int writer;

    private Keys(KeysetHandle wrapping, KeysetHandle lookup, Map<String, String> madeAt)
            throws GeneralSecurityException {
        this.wrapping = wrapping;
        this.lookup = lookup;
        this.madeAt = Map.copyOf(madeAt);
        this.wrapper = wrapping.getPrimitive(RegistryConfiguration.get(), Aead.class);
        Map<Integer, Prf> prfs =
                lookup.getPrimitive(RegistryConfiguration.get(), PrfSet.class).getPrfs();
        ids(Keyset.LOOKUP).forEach(id -> hashers.put(id, prfs.get(id.intValue())));
        this.writer = ids(Keyset.LOOKUP).indexOf(writer(Keyset.LOOKUP));
    }

    /**
     * A key file as it stands on disk.
     *
     * @param wrapping a keyset in Tink's JSON form, as {@code lookup} is
     * @param madeAt key id to instant, for the age of keys; null in a file that was made before ages were noted
     */
    record Json(String wrapping, String lookup, Map<String, String> madeAt) {}

    /** The first keys of an installation. */
    static Keys generate(Instant now) throws GeneralSecurityException {
        KeysetHandle wrapping = Keyset.WRAPPING.generate();
        KeysetHandle lookup = Keyset.LOOKUP.generate();
        Map<String, String> madeAt = new TreeMap<>();
        madeAt.put(String.valueOf(Keyset.id(wrapping.getPrimary())), now.toString());
        madeAt.put(String.valueOf(Keyset.id(lookup.getPrimary())), now.toString());
        return new Keys(wrapping, lookup, madeAt);
    }

    static Keys of(Json json) throws GeneralSecurityException {
        return new Keys(parse(json.wrapping()), parse(json.lookup()), json.madeAt() == null ? Map.of() : json.madeAt());
    }

    Json json() throws GeneralSecurityException {
        return new Json(serialize(wrapping), serialize(lookup), new TreeMap<>(madeAt));
    }

    /** With one key more, the newest, that reads and does not write. */
    public Keys withNew(Keyset keyset, Instant now) {
        return crypto(() -> {
            KeysetHandle more = keyset.withNew(handle(keyset));
            Map<String, String> times = new TreeMap<>(madeAt);
            times.put(String.valueOf(Keyset.id(more.getAt(more.size() - 1))), now.toString());
            return with(keyset, more, times);
        });
    }

    public Keys writingWithNewest(Keyset keyset) {
        return crypto(() -> with(keyset, Keyset.writingWithNewest(handle(keyset)), madeAt));
    }

    public Keys without(Keyset keyset, List<Long> gone) {
        return crypto(() -> {
            Map<String, String> times = new TreeMap<>(madeAt);
            gone.forEach(id -> times.remove(String.valueOf(id)));
            return with(keyset, Keyset.without(handle(keyset), gone), times);
        });
    }

    /** Oldest first. */
    public List<Long> ids(Keyset keyset) {
        return Keyset.ids(handle(keyset));
    }

    public long writer(Keyset keyset) {
        return Keyset.id(handle(keyset).getPrimary());
    }

    public long newest(Keyset keyset) {
        List<Long> ids = ids(keyset);
        return ids.get(ids.size() - 1);
    }

    /** Those that came before the one that writes: what they made is to be made anew. */
    public List<Long> older(Keyset keyset) {
        List<Long> ids = ids(keyset);
        return ids.subList(0, ids.indexOf(writer(keyset)));
    }

    public Optional<Instant> madeAt(long key) {
        return Optional.ofNullable(madeAt.get(String.valueOf(key))).map(Instant::parse);
    }

    byte[] wrap(byte[] key, String owner) {
        return crypto(() -> wrapper.encrypt(key, bytes(owner)));
    }

    byte[] unwrap(byte[] wrapped, String owner) {
        return crypto(() -> wrapper.decrypt(wrapped, bytes(owner)));
    }

    byte[] rewrap(byte[] wrapped, String owner) {
        return wrap(unwrap(wrapped, owner), owner);
    }

    Digests digests(String purpose, String value) {
        byte[] hashed = bytes(purpose + '\0' + value);
        List<Digest> all = hashers.entrySet().stream()
                .map(hasher -> new Digest(
                        hasher.getKey(), crypto(() -> hasher.getValue().compute(hashed, HASH_BYTES))))
                .toList();
        return new Digests(all.get(writer), all.subList(0, writer), all.subList(writer + 1, all.size()));
    }

    private KeysetHandle handle(Keyset keyset) {
        return keyset == Keyset.WRAPPING ? wrapping : lookup;
    }

    private Keys with(Keyset keyset, KeysetHandle keys, Map<String, String> times) throws GeneralSecurityException {
        return keyset == Keyset.WRAPPING ? new Keys(keys, lookup, times) : new Keys(wrapping, keys, times);
    }

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
