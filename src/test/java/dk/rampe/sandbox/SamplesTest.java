package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

    private static final String FILE = "Rampe henvisninger æ 48.xml";

    @TempDir
    Path temporary;

    private SandboxFolders folders;

    @BeforeEach
    void newSandbox() throws IOException {
        folders = new SandboxFolders(temporary.resolve("data"));
        Files.createDirectories(folders.root());
    }

    @Test
    void filesAndTheirEmptyMarkersComeOutOfAJar() throws IOException {
        layOut(Set.of("odder"));
        Path in = folders.neighbour("odder").resolve("ind/dyb");
        assertThat(in.resolve(FILE)).hasContent("sample");
        assertThat(in.resolve(FILE + ".klar")).isEmptyFile();
    }

    @Test
    void aPartnerThatIsNotConfiguredGetsNothing() throws IOException {
        layOut(Set.of("randers"));
        assertThat(folders.neighbours()).isEmptyDirectory();
    }

    @Test
    void aSandboxThatHoldsAnythingIsLeftAsItIs() throws IOException {
        Path mine = Files.createDirectories(folders.neighbour("silkeborg"));
        layOut(Set.of("odder"));
        assertThat(mine).isEmptyDirectory();
        assertThat(folders.neighbour("odder")).doesNotExist();
    }

    @Test
    void anEmptyFolderCountsAsNew() throws IOException {
        Files.createDirectories(folders.neighbours());
        layOut(Set.of("odder"));
        assertThat(folders.neighbour("odder")).isDirectory();
    }

    private void layOut(Set<String> partners) throws IOException {
        Path jar = temporary.resolve("samples.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String folder : Set.of("sandbox/", "sandbox/odder/", "sandbox/odder/ind/", "sandbox/odder/ind/dyb/")) {
                out.putNextEntry(new JarEntry(folder));
            }
            out.putNextEntry(new JarEntry("sandbox/odder/ind/dyb/" + FILE));
            out.write("sample".getBytes(StandardCharsets.UTF_8));
            out.putNextEntry(new JarEntry("sandbox/odder/ind/dyb/" + FILE + ".klar"));
        }
        try (URLClassLoader classPath =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
            Samples.layOut(folders, partners, classPath);
        }
    }
}
