package dk.rampe.submission;

import dk.rampe.mapping.TestWorkbook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Odder's workbook with one part that is not what it should be; packed, so of any size in a little room. */
final class PoisonedWorkbook {

    private PoisonedWorkbook() {}

    static InputStream of(String name, InputStream content) {
        Map<String, InputStream> parts = new LinkedHashMap<>();
        TestWorkbook.of("", "").withStrings().parts().forEach((part, text) -> parts.put(part, stream(text)));
        parts.put(name, content);
        return packed(parts);
    }

    static InputStream ofParts(int count) {
        Map<String, InputStream> parts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            parts.put("part" + i, stream(Poison.CANARY));
        }
        return packed(parts);
    }

    private static InputStream packed(Map<String, InputStream> parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (Map.Entry<String, InputStream> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                part.getValue().transferTo(zip);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
