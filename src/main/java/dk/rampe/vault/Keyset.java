package dk.rampe.vault;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The two sets of keys in a key file. In each every key reads, one writes, and the oldest comes first. */
public enum Keyset {
    /** Wraps the key of each participation and submission. */
    WRAPPING(PredefinedAeadParameters.AES256_GCM),
    /** Keys the hashes by which persons and tellings are known again. */
    LOOKUP(PredefinedPrfParameters.HMAC_SHA256_PRF);

    private final Parameters parameters;

    Keyset(Parameters parameters) {
        this.parameters = parameters;
    }

    /** As the key file and the command line have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Keyset> of(String word) {
        return Stream.of(values()).filter(keyset -> keyset.word().equals(word)).findFirst();
    }

    KeysetHandle generate() throws GeneralSecurityException {
        return KeysetHandle.generateNew(parameters);
    }

    KeysetHandle withNew(KeysetHandle keys) throws GeneralSecurityException {
        return KeysetHandle.newBuilder(keys)
                .addEntry(KeysetHandle.generateEntryFromParameters(parameters).withRandomId())
                .build();
    }

    static KeysetHandle writingWithNewest(KeysetHandle keys) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        builder.getAt(keys.size() - 1).makePrimary();
        return builder.build();
    }

    static KeysetHandle without(KeysetHandle keys, List<Long> gone) throws GeneralSecurityException {
        KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
        for (int i = keys.size() - 1; i >= 0; i--) {
            if (gone.contains(id(keys.getAt(i)))) {
                builder.deleteAt(i);
            }
        }
        return builder.build();
    }

    /** Oldest first. */
    static List<Long> ids(KeysetHandle keys) {
        return IntStream.range(0, keys.size()).mapToObj(i -> id(keys.getAt(i))).toList();
    }

    static long id(KeysetHandle.Entry key) {
        return Integer.toUnsignedLong(key.getId());
    }
}
