package dk.rampe.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    @TempDir
    Path folder;

    @Test
    void aKeyFileThatWasMadeIsReadAgain() {
        Path file = folder.resolve("keys/keys.json");
        byte[] wrapped = KeyFile.create(file).newKey("owner").wrapped();
        assertThatCode(() -> KeyFile.read(file).open(wrapped, "owner")).doesNotThrowAnyException();
    }

    @Test
    void itIsReadableByItsOwnerOnlyAndNeverOverwritten() throws IOException {
        Path file = folder.resolve("keys.json");
        KeyFile.create(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> KeyFile.create(file)).isInstanceOf(java.io.UncheckedIOException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----"})
    void oneThatOthersMayOpenIsRefused(String permissions) throws IOException {
        Path file = folder.resolve("keys.json");
        KeyFile.create(file);
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
}
