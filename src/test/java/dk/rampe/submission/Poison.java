package dk.rampe.submission;

import static dk.rampe.submission.TestHub.NORDDJURS;
import static dk.rampe.submission.TestHub.SILKEBORG;
import static dk.rampe.submission.TestHub.SIND;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import dk.rampe.mapping.TestWorkbook;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files made to break whoever reads them. Content is made while it is read: it is larger than the reader's memory. */
enum Poison {
    CSV_ENDLESS_LINE(SILKEBORG, "R-2006", size -> of(TestCases.REFERRAL_HEADER + "\r\n", many(Poison.CANARY, size))),
    CSV_QUOTE_WITHOUT_END(
            SILKEBORG, "R-2006", size -> of(TestCases.REFERRAL_HEADER + "\r\n\"", many(Poison.CANARY + "\r\n", size))),
    CSV_HUNDRED_THOUSAND_COLUMNS(SILKEBORG, "R-2006", size -> many(Poison.CANARY + ";", 100_000 * 8)),
    CSV_HUNDRED_THOUSAND_CELLS(SILKEBORG, "R-2006", size -> of(TestCases.REFERRAL_HEADER + "\r\n", many(";", 100_000))),
    CSV_OTHER_HEADING_MANY_LINES(SILKEBORG, "R-2004 R-2005", size -> many(Poison.CANARY + "\r\n", size)),
    CSV_GARBAGE_LINES(
            SILKEBORG, "R-2002", size -> of(TestCases.REFERRAL_HEADER + "\r\n", many(Poison.CANARY + "\r\n", size))),
    CSV_BYTE_OF_NO_CHARSET(
            SILKEBORG, "R-2003", size -> of(TestCases.REFERRAL_HEADER + "\r\n" + Poison.CANARY + "\u0081\r\n")),
    CSV_ZEROS(SILKEBORG, "R-2003", size -> many("\0", size)),
    CSV_UTF_16(SILKEBORG, "R-2003", size -> new ByteArrayInputStream(TestCases.REFERRAL_HEADER.getBytes(UTF_16))),
    CSV_ZIP(SILKEBORG, "R-2003", size -> zip(size)),
    CSV_GZIP(SILKEBORG, "R-2003", size -> gzip(size)),

    XML_BILLION_LAUGHS(
            NORDDJURS,
            "R-2002",
            size -> of(doctype("<!ENTITY a0 \"" + Poison.CANARY + "\">" + laughs()) + root("&a9;"))),
    XML_QUADRATIC(
            NORDDJURS,
            "R-2002",
            size -> of(
                    "<!DOCTYPE RampeLeverance [<!ENTITY a \"",
                    many(Poison.CANARY, 100_000),
                    "\">]>" + Poison.rootStart(),
                    many("&a;", 300_000),
                    Poison.rootEnd())),
    XML_ENTITY_OF_A_FILE(
            NORDDJURS, "R-2002", size -> of(doctype("<!ENTITY a SYSTEM \"" + secret() + "\">") + root("&a;"))),
    XML_ENTITY_FROM_A_SERVER(
            NORDDJURS, "R-2002", size -> of(doctype("<!ENTITY a SYSTEM \"" + server() + "\">") + root("&a;"))),
    XML_PARAMETER_ENTITY_OF_A_FILE(
            NORDDJURS, "R-2002", size -> of(doctype("<!ENTITY % a SYSTEM \"" + secret() + "\"> %a;") + root(""))),
    XML_PARAMETER_ENTITY_FROM_A_SERVER(
            NORDDJURS, "R-2002", size -> of(doctype("<!ENTITY % a SYSTEM \"" + server() + "\"> %a;") + root(""))),
    XML_DOCTYPE_FROM_A_SERVER(
            NORDDJURS, "R-2002", size -> of("<!DOCTYPE RampeLeverance SYSTEM \"" + server() + "\">" + root(""))),
    XML_LARGE_DOCTYPE(
            NORDDJURS,
            "R-2006",
            size -> of("<!DOCTYPE RampeLeverance [<!-- ", many(Poison.CANARY, size), " -->]>" + root(""))),
    XML_UNDECLARED_ENTITY(NORDDJURS, "R-2002", size -> of(root("&kanarie;"))),
    XML_INCLUDE(
            NORDDJURS,
            "R-2007",
            size -> of(root("<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"" + secret()
                    + "\" parse=\"text\"/>"))),
    XML_DEEP(
            NORDDJURS,
            "R-2006",
            size -> of(
                    Poison.rootStart() + "<Henvisninger><Henvisning id=\"" + Poison.CANARY + "\">",
                    many("<Navn>", 100_000 * 6))),
    XML_LONG_NAME(NORDDJURS, "R-2006", size -> of(Poison.rootStart() + "<", many(Poison.CANARY, size))),
    XML_LONG_ATTRIBUTE(
            NORDDJURS, "R-2006", size -> of(Poison.rootStart() + "<Henvisninger a=\"", many(Poison.CANARY, size))),
    XML_LONG_ATTRIBUTE_NAME(
            NORDDJURS, "R-2006", size -> of(Poison.rootStart() + "<Henvisninger ", many(Poison.CANARY, size))),
    XML_MANY_ATTRIBUTES(
            NORDDJURS, "R-2006", size -> of(Poison.rootStart() + "<Henvisninger ", numbered("a", "=\"\" ", 100_000))),
    XML_MANY_NAMESPACES(
            NORDDJURS,
            "R-2006",
            size -> of(
                    Poison.rootStart() + "<Henvisninger ",
                    numbered("xmlns:a", "=\"" + Poison.CANARY + "\" ", 100_000))),
    XML_LONG_TEXT(
            NORDDJURS,
            "R-2006",
            size -> of(Poison.rootStart() + "<Henvisninger><Henvisning><Adresse>", many(Poison.CANARY, size))),
    XML_LONG_TEXT_IN_PIECES(
            NORDDJURS,
            "R-2006",
            size -> of(
                    Poison.rootStart() + "<Henvisninger><Henvisning><Adresse>", many(Poison.CANARY + "<!---->", size))),
    XML_LONG_TEXT_IN_SECTIONS(
            NORDDJURS,
            "R-2006",
            size -> of(
                    Poison.rootStart() + "<Henvisninger><Henvisning><Adresse>",
                    many("<![CDATA[" + Poison.CANARY + "]]>", size))),
    XML_LONG_COMMENT(NORDDJURS, "R-2006", size -> of(Poison.rootStart() + "<!--", many(Poison.CANARY, size))),
    XML_LONG_INSTRUCTION(NORDDJURS, "R-2006", size -> of(Poison.rootStart() + "<?a ", many(Poison.CANARY, size))),
    XML_LONG_BLANK(NORDDJURS, "R-2006", size -> of(Poison.rootStart() + "<Henvisninger>", many("        ", size))),
    XML_BYTE_OF_NO_CHARSET(
            NORDDJURS,
            "R-2003",
            size -> of(Poison.rootStart() + "<Henvisninger><Henvisning><Adresse>" + Poison.CANARY + "\u00ff")),
    XML_ZIP(NORDDJURS, "R-2003", size -> zip(size)),
    XML_GZIP(NORDDJURS, "R-2003", size -> gzip(size)),

    JSON_DEEP(SIND, "R-2006", size -> of("{\"a\":", many("[", 100_000))),
    JSON_DEEP_OBJECTS(SIND, "R-2006", size -> many("{\"kanarie.\":", 100_000 * 12)),
    JSON_LONG_NUMBER(SIND, "R-2006", size -> of("{\"minutes\":", many("9", size))),
    JSON_LONG_FRACTION(SIND, "R-2006", size -> of("{\"minutes\":1.", many("9", size))),
    JSON_LONG_STRING(SIND, "R-2006", size -> of("{\"eventId\":\"", many(Poison.CANARY, size))),
    JSON_LONG_NAME(SIND, "R-2006", size -> of("{\"", many(Poison.CANARY, size))),
    JSON_MANY_FIELDS(SIND, "R-2006", size -> of("{", numbered("\"kanarie.", "\":1,", size / 15), "\"a\":1}")),
    JSON_LONG_BLANK(SIND, "R-2002", size -> of("{", many("        ", size))),
    JSON_SAME_NAME_TWICE(SIND, "R-2002", size -> of("{\"kanarie.\":1,\"kanarie.\":2}")),
    JSON_UNENDING_TEXT(SIND, "R-2002", size -> many(Poison.CANARY, size)),
    JSON_GZIP(SIND, "R-2003", size -> gzip(size)),

    XLSX_ZEROS("odder", "R-2009", size -> many("\0", size)),
    XLSX_LOCKED("odder", "R-2009", size -> of("\u00d0\u00cf\u0011\u00e0", many(Poison.CANARY, size))),
    XLSX_LARGE("odder", "R-2010", size -> of("PK\3\4", many(Poison.CANARY, size))),
    XLSX_ZIP_OF_ANYTHING("odder", "R-2009", size -> zip(size)),
    XLSX_MANY_PARTS("odder", "R-2010", size -> PoisonedWorkbook.ofParts(10_000)),
    XLSX_MANY_ROWS(
            "odder",
            "R-2010",
            size -> sheet(of(
                    new ByteArrayInputStream(
                            TestWorkbook.row(TestWorkbook.REFERRALS).getBytes(UTF_8)),
                    many("<row><c t=\"n\"><v>1</v></c></row>", size)))),
    XLSX_MANY_EMPTY_ROWS(
            "odder",
            "R-2010",
            size -> sheet(many(
                    "<row spans=\"1:11\" s=\"1\" customFormat=\"1\" ht=\"15\" customHeight=\"1\" outlineLevel=\"0\"></row>",
                    size))),
    XLSX_ROW_WITHOUT_END("odder", "R-2010", size -> sheet(of("<row>", many("<c/>", size)))),
    XLSX_MANY_STYLES(
            "odder",
            "R-2010",
            size -> PoisonedWorkbook.of(
                    "xl/styles.xml", of("<a><cellXfs>", many("<xf numFmtId=\"999\"/>", size), "</cellXfs></a>"))),
    XLSX_MANY_ELEMENTS("odder", "R-2010", size -> strings(many("<a/>", size))),
    XLSX_BLANKS("odder", "R-2006", size -> sheet(many("        ", size))),
    XLSX_LONG_CELL(
            "odder", "R-2006", size -> sheet(of("<row><c t=\"str\"><v>", many(Poison.CANARY, size), "</v></c></row>"))),
    XLSX_LONG_TEXT_IN_PIECES(
            "odder", "R-2006", size -> sheet(of("<row><c t=\"inlineStr\"><is>", many("<t>kanarie.</t>", size)))),
    XLSX_FAR_COLUMN("odder", "R-2006", size -> sheet(of("<row><c r=\"XFD1\"><v>1</v></c></row>"))),
    XLSX_COLUMN_OF_NO_SHEET("odder", "R-2002", size -> sheet(of("<row><c r=\"ZZZZZZZ1\"><v>1</v></c></row>"))),
    XLSX_STRING_THAT_IS_NOT_THERE("odder", "R-2002", size -> sheet(of("<row><c t=\"s\"><v>2000000000</v></c></row>"))),
    XLSX_DEEP("odder", "R-2006", size -> sheet(many("<a>", 300_000))),
    XLSX_MANY_STRINGS("odder", "R-2010", size -> strings(many("<si><t>a</t></si>", size))),
    XLSX_LARGE_STRINGS(
            "odder", "R-2010", size -> strings(many("<si><t>" + Poison.CANARY.repeat(10_000) + "</t></si>", size))),
    XLSX_LONG_STRING("odder", "R-2006", size -> strings(of("<si><t>", many(Poison.CANARY, size), "</t></si>"))),
    XLSX_BILLION_LAUGHS(
            "odder",
            "R-2002",
            size -> sheets(doctype("<!ENTITY a0 \"" + Poison.CANARY + "\">" + laughs()) + "<a>&a9;</a>")),
    XLSX_ENTITY_OF_A_FILE(
            "odder", "R-2002", size -> sheets(doctype("<!ENTITY a SYSTEM \"" + secret() + "\">") + "<a>&a;</a>")),
    XLSX_ENTITY_FROM_A_SERVER(
            "odder", "R-2002", size -> sheets(doctype("<!ENTITY % a SYSTEM \"" + server() + "\"> %a;") + "<a/>")),
    XLSX_SHEET_FROM_A_SERVER(
            "odder",
            "R-2011",
            size -> PoisonedWorkbook.of(
                    "xl/_rels/workbook.xml.rels",
                    of("<a><Relationship Id=\"rId1\" TargetMode=\"External\" Type=\"http://x/worksheet\" Target=\""
                            + server() + "\"/></a>"))),
    XLSX_UNDECLARED_ENTITY("odder", "R-2002", size -> sheets("<a>&kanarie;</a>")),
    XLSX_PARTS_OUTSIDE(
            "odder",
            "R-2009",
            size -> PoisonedWorkbook.of(
                    "_rels/.rels",
                    of("<a><Relationship Id=\"a\" Type=\"x/officeDocument\" Target=\"../../../../etc/passwd\"/></a>")));

    /** In all of them; must be found nowhere in clear. */
    static final String CANARY = "kanarie.";

    /** What an entity would bring in. */
    static final String SECRET = "poison.secret";

    static final String SERVER = "poison.server";

    final String partner;

    /** Codes that refuse it. */
    final String codes;

    private final LongFunction<InputStream> content;

    Poison(String partner, String codes, LongFunction<InputStream> content) {
        this.partner = partner;
        this.codes = codes;
        this.content = content;
    }

    String fileName() {
        return partner.equals(SILKEBORG)
                ? "henvisning_202602%02d_01.csv".formatted(ordinal())
                : "RAMPE_2026020206%02d.xml".formatted(ordinal());
    }

    /** Those that come as files, from partners that every hub of these tests has. */
    static List<Poison> files() {
        return Stream.of(values())
                .filter(poison -> poison.partner.equals(SILKEBORG) || poison.partner.equals(NORDDJURS))
                .toList();
    }

    /** What the reader takes it for. */
    List<String> messages() {
        return switch (partner) {
            case SILKEBORG -> List.of("referral");
            case NORDDJURS, "odder" -> List.of("referral", "case-update");
            default -> List.of("progress");
        };
    }

    /** @param size roughly how large, where it could be of any size */
    InputStream content(long size) {
        return content.apply(size);
    }

    private static InputStream sheet(InputStream rows) {
        return PoisonedWorkbook.of("xl/worksheets/sheet1.xml", of("<worksheet><sheetData>", rows));
    }

    private static InputStream strings(InputStream strings) {
        return PoisonedWorkbook.of("xl/sharedStrings.xml", of("<sst>", strings, "</sst>"));
    }

    private static InputStream sheets(String workbook) {
        return PoisonedWorkbook.of("xl/workbook.xml", of(workbook));
    }

    private static String secret() {
        return System.getProperty(SECRET);
    }

    private static String server() {
        return System.getProperty(SERVER);
    }

    private static String doctype(String content) {
        return "<!DOCTYPE RampeLeverance [" + content + "]>";
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder();
        for (int i = 1; i < 10; i++) {
            entities.append(
                    "<!ENTITY a%d \"%s\">".formatted(i, "&a%d;".formatted(i - 1).repeat(10)));
        }
        return entities.toString();
    }

    private static String rootStart() {
        return "<RampeLeverance xmlns=\"urn:norddjurs:jobcenter:rampe:1\" leveranceId=\"1\" dannet=\"2026-02-02T06:00:00+01:00\" antal=\"1\">";
    }

    private static String rootEnd() {
        return "</RampeLeverance>";
    }

    private static String root(String content) {
        return rootStart() + content + rootEnd();
    }

    private static InputStream of(Object... parts) {
        List<InputStream> streams = List.of(parts).stream()
                .map(part -> part instanceof InputStream stream
                        ? stream
                        : new ByteArrayInputStream(part.toString().getBytes(ISO_8859_1)))
                .toList();
        return new SequenceInputStream(Collections.enumeration(streams));
    }

    private static InputStream many(String unit, long bytes) {
        int together = (int) Math.max(1, Math.min(bytes, 10_000) / unit.length());
        String piece = unit.repeat(together);
        return new Made(i -> piece, bytes / piece.length());
    }

    private static InputStream numbered(String before, String after, long times) {
        return new Made(i -> before + i + after, times);
    }

    private static InputStream zip(long size) {
        return packed(
                to -> {
                    ZipOutputStream zip = new ZipOutputStream(to);
                    zip.putNextEntry(new ZipEntry("henvisning.csv"));
                    return zip;
                },
                size);
    }

    private static InputStream gzip(long size) {
        return packed(GZIPOutputStream::new, size);
    }

    private interface Packing {
        OutputStream over(OutputStream to) throws IOException;
    }

    private static InputStream packed(Packing packing, long size) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream to = packing.over(packed)) {
            many(CANARY, size / 5).transferTo(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ByteArrayInputStream(packed.toByteArray());
    }

    /** Pieces, each made when it is asked for. */
    private static final class Made extends InputStream {

        private final LongFunction<String> pieces;
        private final long times;
        private long made;
        private byte[] piece = {};
        private int at;

        Made(LongFunction<String> pieces, long times) {
            this.pieces = pieces;
            this.times = times;
        }

        @Override
        public int read() {
            return more() ? piece[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] to, int offset, int length) {
            int count = 0;
            while (count < length && more()) {
                int part = Math.min(length - count, piece.length - at);
                System.arraycopy(piece, at, to, offset + count, part);
                at += part;
                count += part;
            }
            return count == 0 && length > 0 ? -1 : count;
        }

        private boolean more() {
            while (at == piece.length && made < times) {
                piece = pieces.apply(made++).getBytes(ISO_8859_1);
                at = 0;
            }
            return at < piece.length;
        }
    }
}
