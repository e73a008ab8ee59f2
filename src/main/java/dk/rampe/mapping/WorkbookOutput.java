package dk.rampe.mapping;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A workbook to be written. The library stamps what it writes with the time; what leaves here has none. */
final class WorkbookOutput {

    private static final String PROPERTIES = "docProps/core.xml";
    private static final byte[] WITHOUT_TIME = """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>
            """.getBytes(StandardCharsets.UTF_8);
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Workbook workbook = new Workbook(written, "Rampe", null);

    Sheet sheet(String name) {
        return new Sheet(workbook.newWorksheet(name));
    }

    record Sheet(Worksheet sheet) {

        private static final int WIDTH = 20;

        /** @param row from 1, as Excel shows it */
        void put(int row, List<Cell> cells) {
            for (int column = 0; column < cells.size(); column++) {
                put(row - 1, column, cells.get(column));
            }
        }

        /** Above all rows, in bold, and in sight when they are rolled down. */
        void heading(List<Cell> cells) {
            put(1, cells);
            for (int column = 0; column < cells.size(); column++) {
                sheet.style(0, column).bold().set();
                sheet.width(column, WIDTH);
            }
            sheet.freezePane(0, 1);
        }

        private void put(int row, int column, Cell cell) {
            switch (cell.kind()) {
                case NUMBER -> sheet.value(row, column, new BigDecimal(cell.text()));
                case DATE -> {
                    sheet.value(row, column, LocalDate.parse(cell.text()));
                    sheet.style(row, column).format("dd-mm-yyyy").set();
                }
                case ERROR, UNCALCULATED -> sheet.formula(row, column, "NA()");
                case TEXT -> {
                    if (!cell.text().isEmpty()) {
                        sheet.value(row, column, cell.text());
                    }
                }
            }
        }
    }

    /** Not packed: packing gives other bytes on another machine. */
    void write(OutputStream to) throws IOException {
        write(to, ZipEntry.STORED);
    }

    void writePacked(OutputStream to) throws IOException {
        write(to, ZipEntry.DEFLATED);
    }

    private void write(OutputStream to, int method) throws IOException {
        workbook.finish();
        ZipOutputStream out = new ZipOutputStream(to);
        try (ZipFile parts = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(written.toByteArray()))
                .get()) {
            for (ZipArchiveEntry part : Collections.list(parts.getEntriesInPhysicalOrder())) {
                byte[] content = content(parts, part);
                out.putNextEntry(entry(part.getName(), method, content));
                out.write(content);
            }
        }
        out.finish();
    }

    private static byte[] content(ZipFile parts, ZipArchiveEntry part) throws IOException {
        if (part.getName().equals(PROPERTIES)) {
            return WITHOUT_TIME;
        }
        try (InputStream content = parts.getInputStream(part)) {
            return content.readAllBytes();
        }
    }

    private static ZipEntry entry(String name, int method, byte[] content) {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(method);
        entry.setTimeLocal(NO_TIME);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        entry.setSize(content.length);
        return entry;
    }
}
