package dk.rampe.submission;

import dk.rampe.partner.HubSettings;
import dk.rampe.vault.KeyWatch;
import dk.rampe.vault.TestKeyFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The rooms of a {@link TestHub} a second time, on the same database, with a copy of the key file of their own. */
final class SecondNode implements AutoCloseable {

    private final TestHub first;
    private final Path keyFile;
    private final ConfigurableApplicationContext rooms;

    SecondNode(TestHub first, Path folder) {
        this.first = first;
        this.keyFile = TestKeyFile.at(folder);
        bringKeyFile();
        List<String> arguments = new ArrayList<>(first.arguments());
        arguments.replaceAll(one -> one.startsWith("--RAMPE_KEY_FILE=") ? "--RAMPE_KEY_FILE=" + keyFile : one);
        this.rooms = new SpringApplicationBuilder(TestHub.Rooms.class)
                .web(WebApplicationType.NONE)
                .run(arguments.toArray(String[]::new));
        bean(TestClock.class).set(first.clock().instant());
    }

    <T> T bean(Class<T> type) {
        return rooms.getBean(type);
    }

    /** As an operator brings it from the first node. */
    void bringKeyFile() {
        try {
            Files.copy(
                    first.bean(HubSettings.class).vault().keyFile(),
                    keyFile,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void look() {
        bean(KeyWatch.class).look();
    }

    UUID silkeborg(String name, String... lines) {
        byte[] content = TestHub.csv(name, lines);
        String stamp = name.replaceAll("^\\D*_|\\.csv$", "");
        Incoming incoming = new Incoming(
                TestHub.SILKEBORG,
                "SFTP",
                name.substring(0, name.indexOf('_')),
                name,
                (long) content.length,
                TestHub.WRITTEN,
                UUID.randomUUID().toString(),
                stamp);
        try {
            UUID submission = bean(Submissions.class).store(incoming, new ByteArrayInputStream(content));
            bean(SubmissionProcessing.class).process(submission);
            return submission;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        rooms.close();
    }
}
