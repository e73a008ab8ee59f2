package dk.rampe.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A PKCS12 store with one key and its certificates, or one certificate to trust. Readable by its owner only, which is
 * what protects it: the password is known.
 */
record KeyStoreFile(Path path) {

    static final String TYPE = "PKCS12";
    static final String PASSWORD = "sandbox";

    private static final String ENTRY = "rampe";

    boolean exists() {
        return Files.exists(path);
    }

    void write(PrivateKey key, X509Certificate... chain) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(ENTRY, key, PASSWORD.toCharArray(), chain);
        save(store);
    }

    void write(X509Certificate trusted) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setCertificateEntry(ENTRY, trusted);
        save(store);
    }

    PrivateKey key() throws IOException, GeneralSecurityException {
        return (PrivateKey) load().getKey(ENTRY, PASSWORD.toCharArray());
    }

    X509Certificate certificate() throws IOException, GeneralSecurityException {
        return (X509Certificate) load().getCertificate(ENTRY);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        store.load(null, null);
        return store;
    }

    KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(TYPE);
        try (InputStream in = Files.newInputStream(path)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** Complete or not at all; a temporary file is its owner's only, and stays so under its new name. */
    private void save(KeyStore store) throws IOException, GeneralSecurityException {
        Path temporary = Files.createTempFile(path.getParent(), "store", ".tmp");
        try (OutputStream out = Files.newOutputStream(temporary)) {
            store.store(out, PASSWORD.toCharArray());
        }
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
    }
}
