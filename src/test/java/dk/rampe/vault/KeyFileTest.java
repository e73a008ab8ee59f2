package dk.rampe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    private static final Instant NOW = Instant.parse("2026-02-02T09:00:00Z");

    @TempDir
    Path folder;

    @Test
    void aKeyFileThatWasMadeIsReadAgain() {
        Path file = folder.resolve("keys/keys.json");
        byte[] wrapped = KeyFile.create(file, NOW).wrap(new byte[32], "owner");
        assertThatCode(() -> KeyFile.read(file).unwrap(wrapped, "owner")).doesNotThrowAnyException();
    }

    @Test
    void itIsReadableByItsOwnerOnlyAndNeverOverwritten() throws IOException {
        Path file = folder.resolve("keys.json");
        KeyFile.create(file, NOW);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> KeyFile.create(file, NOW)).isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void oneThatOthersMayOpenIsRefused(String permissions) throws IOException {
        Path file = folder.resolve("keys.json");
        KeyFile.create(file, NOW);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("chmod 600");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "secret",
                "{\"wrapping\": \"secret\", \"lookup\": \"secret\"}",
                "{\"secret\": 1}"
            })
    void oneThatHoldsNoKeysIsRefusedWithoutQuotingIt(String content) throws IOException {
        Path file = Files.createFile(
                folder.resolve("keys.json"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
        assertThatThrownBy(() -> KeyFile.read(file))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("secret")
                .hasNoCause();
    }

    @Test
    void oneThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> KeyFile.read(folder.resolve("nowhere.json")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere.json");
    }

    @Test
    void oneThatWasMadeBeforeAgesWereNotedIsReadAndItsKeysHaveNone() throws IOException {
        Path file = folder.resolve("keys.json");
        Keys keys = KeyFile.create(file, NOW);
        assertThat(keys.madeAt(keys.writer(Keyset.LOOKUP))).contains(NOW);
        String json = Files.readString(file);
        Files.writeString(file, json.replaceFirst(",\"madeAt\":\\{[^}]*}", ""));
        Keys old = KeyFile.read(file);
        assertThat(Files.readString(file)).doesNotContain("madeAt");
        assertThat(old.ids(Keyset.LOOKUP)).isEqualTo(keys.ids(Keyset.LOOKUP));
        assertThat(old.madeAt(old.writer(Keyset.LOOKUP))).isEmpty();
        KeyFile.replace(file, old.withNew(Keyset.LOOKUP, NOW));
        Keys more = KeyFile.read(file);
        assertThat(more.ids(Keyset.LOOKUP))
                .extracting(more::madeAt)
                .containsExactly(Optional.empty(), Optional.of(NOW));
    }

    @Test
    void oneThatIsReplacedLeavesNothingBesideItAndStaysItsOwners() throws IOException {
        Path file = folder.resolve("keys.json");
        Keys keys = KeyFile.create(file, NOW);
        Files.writeString(folder.resolve("keys.json.new"), "left behind by a kill");
        Files.createSymbolicLink(folder.resolve("link.json"), file);
        KeyFile.replace(folder.resolve("link.json"), keys.withNew(Keyset.WRAPPING, NOW));
        assertThat(KeyFile.read(file).ids(Keyset.WRAPPING)).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        assertThat(Files.isSymbolicLink(folder.resolve("link.json"))).isTrue();
    }
}
