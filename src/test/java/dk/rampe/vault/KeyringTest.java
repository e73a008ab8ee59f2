package dk.rampe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {

    private static final Instant NOW = Instant.parse("2026-02-02T09:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private Keyring keyring;

    @BeforeEach
    void make() {
        file = folder.resolve("keys.json");
        keyring = new Keyring(file, KeyFile.create(file, NOW));
    }

    @Test
    void aNewKeyReadsWhatOthersWriteWithItAndWritesNothingUntilItIsUsed() {
        long old = keyring.lookupKey();
        byte[] oldHash = keyring.digest("x", "y");
        KeyFile.replace(file, keyring.keys().withNew(Keyset.WRAPPING, NOW).withNew(Keyset.LOOKUP, NOW));
        keyring.reload();
        assertThat(keyring.lookupKey()).isEqualTo(old);
        assertThat(keyring.digests("x", "y").newer()).hasSize(1);
        Keys ahead = keyring.keys().writingWithNewest(Keyset.WRAPPING).writingWithNewest(Keyset.LOOKUP);
        assertThat(keyring.digests("x", "y").contain(ahead.digests("x", "y").writers()))
                .isTrue();
        assertThat(ahead.digests("x", "y").contain(new Digest(old, oldHash))).isTrue();
        assertThat(ahead.digests("x", "y").writers().value()).isNotEqualTo(oldHash);
        byte[] wrapped = ahead.wrap(new byte[32], "owner");
        assertThatCode(() -> keyring.open(wrapped, "owner")).doesNotThrowAnyException();
    }

    @Test
    void aKeyThatIsDroppedOpensNothingAnyMore() {
        byte[] wrapped = keyring.newKey("owner").wrapped();
        long old = keyring.keys().writer(Keyset.WRAPPING);
        Keys both = keyring.keys().withNew(Keyset.WRAPPING, NOW).writingWithNewest(Keyset.WRAPPING);
        assertThat(both.older(Keyset.WRAPPING)).containsExactly(old);
        Keys one = both.without(Keyset.WRAPPING, List.of(old));
        byte[] renewed = both.rewrap(wrapped, "owner");
        assertThat(one.unwrap(renewed, "owner")).isEqualTo(keyring.keys().unwrap(wrapped, "owner"));
        assertThatThrownBy(() -> one.unwrap(wrapped, "owner")).isInstanceOf(IllegalStateException.class);
        assertThat(one.madeAt(old)).isEmpty();
    }

    @Test
    void aFileThatIsGoneOrBrokenLeavesTheKeysAsTheyWere() throws IOException {
        byte[] wrapped = keyring.newKey("owner").wrapped();
        Keys more = keyring.keys().withNew(Keyset.LOOKUP, NOW);
        Files.delete(file);
        keyring.reload();
        assertThatCode(() -> keyring.open(wrapped, "owner")).doesNotThrowAnyException();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "half a fi");
        keyring.reload();
        assertThatCode(() -> keyring.open(wrapped, "owner")).doesNotThrowAnyException();
        KeyFile.replace(file, more);
        keyring.reload();
        assertThat(keyring.keys().ids(Keyset.LOOKUP)).hasSize(2);
    }

    @Test
    void aFileWithoutTheKeyThatThisNodeWritesWithIsNotTaken() {
        long key = keyring.lookupKey();
        KeyFile.replace(file, KeyFile.create(folder.resolve("another.json"), NOW));
        keyring.reload();
        assertThat(keyring.lookupKey()).isEqualTo(key);
    }
}
