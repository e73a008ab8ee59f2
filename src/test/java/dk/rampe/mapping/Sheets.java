package dk.rampe.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What a workbook shows, read by other means than the hub's: texts, numbers, and the format of what is a number. */
public final class Sheets {

    private Sheets() {}

    /** By sheet, the rows from the top as cells from the left; a number with its format behind a space, if it has one. */
    public static Map<String, List<List<String>>> of(byte[] workbook) throws IOException {
        Map<String, Document> parts = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), parse(new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        Map<String, List<List<String>>> sheets = new LinkedHashMap<>();
        List<Element> named = elements(parts.get("xl/workbook.xml"), "sheet");
        for (int i = 0; i < named.size(); i++) {
            Document sheet = parts.get("xl/worksheets/sheet" + (i + 1) + ".xml");
            sheets.put(named.get(i).getAttribute("name"), rows(sheet, parts));
        }
        return sheets;
    }

    private static List<List<String>> rows(Document sheet, Map<String, Document> parts) {
        List<List<String>> rows = new ArrayList<>();
        for (Element row : elements(sheet, "row")) {
            List<String> cells = new ArrayList<>();
            for (Element cell : elements(row, "c")) {
                int column = cell.getAttribute("r").charAt(0) - 'A';
                while (cells.size() < column) {
                    cells.add("");
                }
                cells.add(text(cell, parts));
            }
            rows.add(cells);
        }
        return rows;
    }

    private static String text(Element cell, Map<String, Document> parts) {
        String text = cell.getTextContent();
        if (cell.getAttribute("t").equals("s")) {
            return elements(parts.get("xl/sharedStrings.xml"), "si")
                    .get(Integer.parseInt(text))
                    .getTextContent();
        }
        if (cell.getAttribute("s").isEmpty() || !cell.getAttribute("t").equals("n")) {
            return text;
        }
        Document styles = parts.get("xl/styles.xml");
        Element style = elements(
                        (Element) styles.getElementsByTagName("cellXfs").item(0), "xf")
                .get(Integer.parseInt(cell.getAttribute("s")));
        return elements(styles, "numFmt").stream()
                .filter(format -> format.getAttribute("numFmtId").equals(style.getAttribute("numFmtId")))
                .map(format -> text + " " + format.getAttribute("formatCode"))
                .findFirst()
                .orElse(text);
    }

    private static List<Element> elements(Document in, String name) {
        return in == null ? List.of() : elements(in.getDocumentElement(), name);
    }

    private static List<Element> elements(Element in, String name) {
        NodeList nodes = in.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static Document parse(InputStream part) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(part);
        } catch (org.xml.sax.SAXException | javax.xml.parsers.ParserConfigurationException e) {
            throw new IOException(e);
        }
    }
}
