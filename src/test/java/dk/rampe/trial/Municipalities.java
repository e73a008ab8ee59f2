package dk.rampe.trial;

import static dk.rampe.mainjob.Jobcentres.WINDOWS_1252;

import dk.rampe.mainjob.Jobcentres;
import dk.rampe.submission.TestCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * As many municipalities as there are: Silkeborg, Norddjurs and 96 whose agreements are Silkeborg's. Settings and field
 * tables in folders of the test's.
 *
 * @param rows of each one's file
 */
record Municipalities(Path config, Path mappings, int rows) {

    static final String FILE = "henvisning_20261118_01.csv";

    private static final int LIKE_SILKEBORG = 96;
    static final String NORDDJURS_FILE = "RAMPE_202611181100.xml";

    /** @param polled how often the 96 are, as Spring reads it */
    static Municipalities in(Path folder, int rows, String polled) throws IOException {
        Municipalities all = new Municipalities(folder.resolve("config"), folder.resolve("mappings"), rows);
        FileSystemUtils.copyRecursively(Path.of("config"), all.config);
        FileSystemUtils.deleteRecursively(all.config.resolve("odder"));
        FileSystemUtils.deleteRecursively(all.config.resolve("aarhus"));
        FileSystemUtils.copyRecursively(Path.of("mappings"), all.mappings);
        String silkeborg = Files.readString(Path.of("config/silkeborg/application.yml"));
        for (int i = 0; i < LIKE_SILKEBORG; i++) {
            Path own = Files.createDirectories(all.config.resolve(id(i)));
            Files.writeString(
                    own.resolve("application.yml"),
                    silkeborg
                            .replace("    silkeborg:", "    " + id(i) + ":")
                            .replace("${SILKEBORG_", "${" + id(i).toUpperCase() + "_")
                            .replace("\"740\"", "\"" + code(i) + "\"")
                            .replace("every: 60s", "every: " + polled));
            FileSystemUtils.copyRecursively(Path.of("mappings/silkeborg"), all.mappings.resolve(id(i)));
        }
        return all;
    }

    private static String id(int i) {
        return "kommune%02d".formatted(i);
    }

    private static int code(int i) {
        return 101 + i;
    }

    static List<String> likeSilkeborg() {
        return Stream.concat(
                        Stream.of("silkeborg"),
                        IntStream.range(0, LIKE_SILKEBORG).mapToObj(Municipalities::id))
                .toList();
    }

    int count() {
        return LIKE_SILKEBORG + 2;
    }

    String settings() {
        return "--spring.config.location=classpath:/,file:" + config + "/,file:" + config + "/*/";
    }

    /** Each lays its file into its folder. */
    void send(Surroundings to) throws IOException {
        List<String> elements = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            elements.add(TestCases.henvisning(
                    row, TestCases.personNumber(LIKE_SILKEBORG * rows + row), "12345678", "2026-02-01"));
        }
        Jobcentres.norddjurs(
                to.neighbour("norddjurs"),
                NORDDJURS_FILE,
                TestCases.xml(UUID.randomUUID(), "2026-11-18T11:00:00+01:00", elements.toArray(String[]::new)));
        send(to, "silkeborg", 740, (LIKE_SILKEBORG + 1) * rows);
        for (int i = 0; i < LIKE_SILKEBORG; i++) {
            send(to, id(i), code(i), i * rows);
        }
    }

    private void send(Surroundings to, String municipality, int code, int firstPerson) throws IOException {
        List<String> lines = new ArrayList<>(List.of(TestCases.REFERRAL_HEADER));
        for (int row = 0; row < rows; row++) {
            lines.add(TestCases.referral(row, TestCases.personNumber(firstPerson + row), "12345678", "01-02-2026")
                    .replace("740-2026-", code + "-2026-"));
        }
        byte[] content = (String.join("\r\n", lines) + "\r\n").getBytes(WINDOWS_1252);
        Jobcentres.silkeborg(to.neighbour(municipality), FILE, content, "file of " + municipality);
    }
}
