package dk.rampe.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.subtle.Random;
import java.nio.charset.StandardCharsets;

/** The key of one participation or one submission, opened for use: AES-256-GCM with a random nonce. */
public final class DataKey {

    private final Aead aead;

    DataKey(byte[] key) {
        this.aead = Keys.crypto(() -> new AesGcmJce(key));
    }

    static byte[] random() {
        return Random.randBytes(32);
    }

    /** @param place what the sealed value belongs to; it opens only with the same place */
    public byte[] seal(byte[] clear, String place) {
        return Keys.crypto(() -> aead.encrypt(clear, place.getBytes(StandardCharsets.UTF_8)));
    }

    public byte[] open(byte[] sealed, String place) {
        return Keys.crypto(() -> aead.decrypt(sealed, place.getBytes(StandardCharsets.UTF_8)));
    }
}
