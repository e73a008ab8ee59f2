package dk.rampe.mainjob;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;

/** Every person number of the sample deliveries, and where any of them is found in clear, however it is written. */
final class PersonNumbers {

    private static final Pattern TEN_DIGITS = Pattern.compile("(?<!\\d)(\\d{6})[ -]?(\\d{4})(?!\\d)");

    private final Set<String> digits;

    private PersonNumbers(Set<String> digits) {
        this.digits = digits;
    }

    /** As the partners' files write them: {@code 770666-0417;} and {@code >7706660417<}, the latter in workbooks too. */
    static PersonNumbers of(Path... sampleFolders) throws IOException {
        Pattern written = Pattern.compile("[;>](\\d{6})-?(\\d{4})[;<]");
        Set<String> digits = new TreeSet<>();
        for (Path folder : sampleFolders) {
            for (Path file : State.files(folder)) {
                Matcher number = written.matcher(text(file));
                while (number.find()) {
                    digits.add(number.group(1) + number.group(2));
                }
            }
        }
        return new PersonNumbers(digits);
    }

    private static String text(Path file) throws IOException {
        if (!file.toString().endsWith(".xlsx")) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
        StringBuilder parts = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            while (zip.getNextEntry() != null) {
                parts.append(new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return parts.toString();
    }

    int count() {
        return digits.size();
    }

    boolean isIn(String text) {
        return TEN_DIGITS.matcher(text).results().anyMatch(found -> digits.contains(found.group(1) + found.group(2)));
    }

    /** A text without what the pattern matches, for places where some person numbers are meant to be. */
    boolean isIn(byte[] content, Pattern allowed) {
        return isIn(allowed.matcher(new String(content, StandardCharsets.ISO_8859_1))
                .replaceAll("allowed"));
    }

    /** Names of the tables with a person number in some column, binary columns read as text too. */
    Set<String> inTables(Hub hub) {
        return Tables.dumps(hub).entrySet().stream()
                .filter(dump -> isIn(dump.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
