package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import dk.rampe.vault.DataKey;
import dk.rampe.vault.Keyring;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Everything that somebody finds who has a dump of the database and the hub's key file, the broker's files, the log and
 * the hub's folder, and partners' accounts: text by where it was found.
 */
record Traces(Map<String, String> places) {

    /** @param work holds the hub's folder {@code data}, its log {@code data.log} and {@code accounts} */
    static Traces of(Hub hub, Path work) throws IOException {
        Map<String, String> places = new TreeMap<>(Tables.dumps(hub));
        places.putAll(opened(hub));
        // of PostgreSQL's own files a dump is looked at; what is deleted there goes with its housekeeping
        for (Path file : State.files(work.resolve("data/hub"))) {
            if (!file.startsWith(work.resolve("data/hub/postgres"))) {
                places.put("file " + work.relativize(file), text(file));
            }
        }
        for (Path file : State.files(work.resolve("accounts"))) {
            places.put("account " + work.relativize(file), text(file));
        }
        places.put("log", text(work.resolve("data.log")));
        return new Traces(places);
    }

    /** In the broker's files only. */
    static Traces inTheBroker(Path work) throws IOException {
        Map<String, String> places = new TreeMap<>();
        for (Path file : State.files(work.resolve("data/hub/artemis"))) {
            places.put("file " + work.relativize(file), text(file));
        }
        return new Traces(places);
    }

    /** All that the key file opens. */
    private static Map<String, String> opened(Hub hub) {
        JdbcClient sql = hub.bean(JdbcClient.class);
        Keyring keyring = hub.bean(Keyring.class);
        Map<String, String> opened = new TreeMap<>();
        sql.sql("""
                        select k.participation_id, k.wrapped, e.event_number, e.sealed
                        from vault.entry e join vault.participation_key k using (participation_id)
                        where k.wrapped is not null""")
                .query((row, i) -> {
                    DataKey key = keyring.open(row.getBytes(2), row.getString(1));
                    return opened.put(
                            "vault entry " + row.getLong(3),
                            utf8(key.open(row.getBytes(4), "event " + row.getLong(3))));
                })
                .list();
        Map<String, ByteArrayOutputStream> copies = new TreeMap<>();
        sql.sql("""
                        select s.id, s.archive_key, c.chunk, c.sealed
                        from archive_chunk c join submission s on s.id = c.submission_id
                        where s.archive_key is not null order by c.chunk""").query(row -> {
            DataKey key = keyring.open(row.getBytes(2), row.getString(1));
            copies.computeIfAbsent("archive copy " + row.getString(1), none -> new ByteArrayOutputStream())
                    .writeBytes(key.open(row.getBytes(4), "chunk " + row.getInt(3)));
        });
        copies.forEach((place, copy) -> opened.put(place, text(copy.toByteArray())));
        sql.sql("""
                        select s.id, s.archive_key, w.line, w.record
                        from waiting_line w join submission s on s.id = w.submission_id""")
                .query((row, i) -> {
                    DataKey key = keyring.open(row.getBytes(2), row.getString(1));
                    return opened.put(
                            "waiting line in " + row.getString(1),
                            utf8(key.open(row.getBytes(4), "line " + row.getLong(3))));
                })
                .list();
        return opened;
    }

    /** The case number that an erasure keeps sealed until the provider must have heard of it. */
    static String sealedNumber(Hub hub, UUID erasure) {
        JdbcClient sql = hub.bean(JdbcClient.class);
        return sql.sql("select case_key, case_number_sealed from erasure where id = ?")
                .param(erasure)
                .query((row, i) -> utf8(hub.bean(Keyring.class)
                        .open(row.getBytes(1), erasure.toString())
                        .open(row.getBytes(2), "case number")))
                .single();
    }

    private static String text(Path file) throws IOException {
        return text(Files.readAllBytes(file));
    }

    /** In all ways in which it may be written: Artemis writes texts in two bytes a sign. */
    private static String text(byte[] content) {
        return utf8(content)
                + latin(content)
                + new String(content, StandardCharsets.UTF_16LE)
                + new String(content, StandardCharsets.UTF_16BE)
                + unpacked(content);
    }

    /** What a workbook holds, as far as there is one. */
    private static String unpacked(byte[] content) {
        StringBuilder unpacked = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            while (zip.getNextEntry() != null) {
                for (int next = zip.read(); next >= 0; next = zip.read()) {
                    unpacked.append((char) next);
                }
            }
        } catch (IOException e) {
            // it ends in the middle
            return unpacked.toString();
        }
        return unpacked.toString();
    }

    private static String utf8(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static String latin(byte[] content) {
        return new String(content, Jobcentres.WINDOWS_1252);
    }

    /** Where any of these is found, and which. */
    List<String> of(Collection<String> marks) {
        return places.entrySet().stream()
                .flatMap(place ->
                        marks.stream().filter(place.getValue()::contains).map(mark -> place.getKey() + ": " + mark))
                .toList();
    }

    void assertNoneOf(Collection<String> marks) {
        assertThat(of(marks)).isEmpty();
    }
}
