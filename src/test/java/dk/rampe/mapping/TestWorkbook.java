package dk.rampe.mapping;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A workbook written by hand, so that it can hold what a library would not write. */
public final class TestWorkbook {

    public static final Object[] REFERRALS = {
        "Sagsnummer",
        "CPR-nr.",
        "Navn",
        "Henvist d.",
        "Status",
        "Fleksjob tilkendt",
        "Timer pr. uge",
        "Telefon",
        "E-mail",
        "Sagsbehandler",
        "Bemærkninger (skånehensyn)"
    };
    public static final Object[] CHANGES = {"Sagsnummer", "Hvad", "Fra dato", "Nyt"};

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private String sheets = "";
    private String references = "";
    private String properties = "<workbookPr/>";

    /** XML of a cell, as it is. */
    public record Raw(String xml) {}

    /** Both of Odder's sheets. */
    public static TestWorkbook of(String referrals, String changes) {
        return new TestWorkbook()
                .sheet("Henvisninger", row(REFERRALS) + referrals)
                .sheet("Ændringer", row(CHANGES) + changes);
    }

    public static TestWorkbook empty() {
        return new TestWorkbook();
    }

    /** A referral of a relative, with what must be there and nothing more. */
    public static String referral(String caseNumber, Object cpr) {
        return row(caseNumber, cpr, "Prøve, Ida Marie", LocalDate.of(2026, 1, 5), "pårørende");
    }

    /** {@code null}: a cell that holds nothing; a LocalDate: a number whose format is that of a date. */
    public static String row(Object... cells) {
        return "<row>" + Stream.of(cells).map(TestWorkbook::cell).collect(Collectors.joining()) + "</row>";
    }

    private static String cell(Object value) {
        if (value == null) {
            return "<c/>";
        }
        if (value instanceof Raw raw) {
            return raw.xml();
        }
        if (value instanceof LocalDate day) {
            return "<c s=\"1\"><v>" + ChronoUnit.DAYS.between(LocalDate.of(1899, 12, 30), day) + "</v></c>";
        }
        return value instanceof Number
                ? "<c><v>" + value + "</v></c>"
                : "<c t=\"inlineStr\"><is><t>" + value + "</t></is></c>";
    }

    public TestWorkbook sheet(String name, String rows) {
        return sheet(
                name,
                "visible",
                "<worksheet xmlns=\"" + MAIN + "\"><sheetData>" + rows
                        + "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>");
    }

    TestWorkbook hidden(String name, String rows) {
        sheet(name, rows);
        sheets = sheets.replace("name=\"" + name + "\" state=\"visible\"", "name=\"" + name + "\" state=\"hidden\"");
        return this;
    }

    private TestWorkbook sheet(String name, String state, String xml) {
        int number = parts.size() + 1;
        parts.put("xl/worksheets/sheet" + number + ".xml", xml);
        sheets += "<sheet name=\"" + name + "\" state=\"" + state + "\" sheetId=\"" + number + "\" r:id=\"rId" + number
                + "\"/>";
        references += reference("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
        return this;
    }

    TestWorkbook properties(String xml) {
        properties = xml;
        return this;
    }

    TestWorkbook sharedStrings(String strings) {
        references += reference("strings", "sharedStrings", "/xl/sharedStrings.xml");
        return part("xl/sharedStrings.xml", "<sst xmlns=\"" + MAIN + "\">" + strings + "</sst>");
    }

    public TestWorkbook withStrings() {
        return sharedStrings("<si><t>a</t></si>");
    }

    public TestWorkbook part(String name, String content) {
        parts.put(name, content);
        return this;
    }

    private static String reference(String id, String kind, String target) {
        return "<Relationship Id=\"" + id + "\" Type=\"" + RELATIONS + "/" + kind + "\" Target=\"" + target + "\"/>";
    }

    private static String relationships(String references) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + references
                + "</Relationships>";
    }

    /** The sheets come before what they refer to, as with some programs. */
    public Map<String, String> parts() {
        Map<String, String> all = new LinkedHashMap<>(parts);
        all.putIfAbsent(
                "xl/styles.xml",
                "<styleSheet xmlns=\"" + MAIN + "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" "
                        + "formatCode=\"[$-406]d\\.&quot; dag i&quot; mmmm\\ yyyy;@\"/></numFmts>"
                        + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/>"
                        + "<xf numFmtId=\"2\"/></cellXfs></styleSheet>");
        all.putIfAbsent(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONS + "\">" + properties + "<sheets>" + sheets
                        + "</sheets></workbook>");
        all.putIfAbsent(
                "xl/_rels/workbook.xml.rels", relationships(references + reference("styles", "styles", "styles.xml")));
        all.putIfAbsent("_rels/.rels", relationships(reference("rId1", "officeDocument", "xl/workbook.xml")));
        return all;
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> part : parts().entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
