package dk.rampe.sandbox;

import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A folder whose {@code *.jsonl} files are sent, a message per line, and then moved to {@code sent/}. A kill before the
 * move sends the file again, which is harmless: {@code eventId} is the key.
 */
record ProgressFiles(Path folder) {

    private static final int BATCH = 1000;

    void send(Session transacted, MessageProducer producer) throws IOException, JMSException {
        for (Path file : SettledFiles.in(folder, name -> name.endsWith(".jsonl"))) {
            send(file, transacted, producer);
            Files.move(
                    file,
                    Files.createDirectories(folder.resolve("sent")).resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void send(Path file, Session transacted, MessageProducer producer) throws IOException, JMSException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            int sent = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    producer.send(transacted.createTextMessage(line));
                    if (++sent % BATCH == 0) {
                        transacted.commit();
                    }
                }
            }
        }
        transacted.commit();
    }
}
