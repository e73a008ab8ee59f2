package dk.rampe.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverPostmasterTest {

    @TempDir
    Path folder;

    @Test
    void aProcessThatIsNotPostgresIsLeftAloneAndTheStaleFileGoes() throws IOException {
        Process bystander = new ProcessBuilder("sleep", "60").start();
        try {
            Path file = named(bystander.pid(), folder);
            LeftoverPostmaster.stop(folder);
            assertThat(bystander.isAlive()).isTrue();
            assertThat(file).doesNotExist();
        } finally {
            bystander.destroyForcibly();
        }
    }

    @Test
    void aPostgresOnAnotherFolderIsLeftAlone() throws Exception {
        Path other = folder.resolve("other");
        Path ours = Files.createDirectory(folder.resolve("ours"));
        try (Database database = Database.start(other)) {
            long id = Long.parseLong(
                    Files.readAllLines(other.resolve("postmaster.pid")).get(0).strip());
            Files.write(ours.resolve("postmaster.pid"), List.of(Long.toString(id), ours.toString()));
            LeftoverPostmaster.stop(ours);
            assertThat(ProcessHandle.of(id)).get().matches(ProcessHandle::isAlive);
            assertThat(database.port()).isPositive();
        }
    }

    private static Path named(long id, Path folder) throws IOException {
        return Files.write(folder.resolve("postmaster.pid"), List.of(Long.toString(id), folder.toString()));
    }
}
