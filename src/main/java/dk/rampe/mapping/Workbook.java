package dk.rampe.mapping;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** An Excel workbook ({@code .xlsx}): its sheets by name, each read row by row. Hidden sheets are sheets. */
final class Workbook implements Closeable {

    private final WorkbookFile file;
    private final Map<String, String> partOfSheet = new LinkedHashMap<>();
    private SharedStrings strings = SharedStrings.none();
    private CellFormats formats;

    private Workbook(WorkbookFile file) {
        this.file = file;
    }

    /** @throws IOException when the content cannot be read; what is wrong with it is a fault */
    static Workbook open(InputStream content) throws IOException, UnreadableSubmission {
        WorkbookFile file = WorkbookFile.read(content);
        try {
            Workbook workbook = new Workbook(file);
            workbook.readDirectory();
            return workbook;
        } catch (UnreadableSubmission e) {
            file.close();
            throw e;
        }
    }

    /** Names of sheets are the same in small letters and in capitals, as in Excel. */
    boolean has(String sheet) {
        return partOfSheet.containsKey(key(sheet));
    }

    SheetRows rows(String sheet) throws UnreadableSubmission {
        return new SheetRows(new WorkbookPart(file.open(partOfSheet.get(key(sheet)))), strings, formats);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** A part that another refers to. */
    private record Reference(String kind, String part) {}

    private void readDirectory() throws UnreadableSubmission {
        String main = references("").values().stream()
                .filter(reference -> reference.kind().equals("officeDocument"))
                .map(Reference::part)
                .findFirst()
                .orElseThrow(() -> new UnreadableSubmission(FaultCode.NOT_A_WORKBOOK.fault()));
        Map<String, Reference> references = references(main);
        formats = new CellFormats(readSheets(main, references));
        for (Reference reference : references.values()) {
            if (reference.kind().equals("sharedStrings")) {
                strings = SharedStrings.read(file.open(reference.part()));
            } else if (reference.kind().equals("styles")) {
                formats.read(file.open(reference.part()));
            }
        }
    }

    /** @return whether days are counted from 1904 */
    private boolean readSheets(String main, Map<String, Reference> references) throws UnreadableSubmission {
        boolean from1904 = false;
        WorkbookPart part = new WorkbookPart(file.open(main));
        while (part.next()) {
            if (part.starts("workbookPr")) {
                String value = part.attribute("date1904");
                from1904 = "1".equals(value) || "true".equals(value);
            } else if (part.starts("sheet")) {
                Reference reference = references.get(String.valueOf(part.attribute("id")));
                if (reference != null && reference.kind().equals("worksheet")) {
                    partOfSheet.putIfAbsent(key(String.valueOf(part.attribute("name"))), reference.part());
                    WorkbookPart.mustBeWithin(WorkbookFile.MAX_PARTS, partOfSheet.size());
                }
            }
        }
        return from1904;
    }

    /** What a part refers to within the workbook, by the part's own ids; of the empty part: where to start. */
    private Map<String, Reference> references(String of) throws UnreadableSubmission {
        int slash = of.lastIndexOf('/') + 1;
        String relations = of.substring(0, slash) + "_rels/" + of.substring(slash) + ".rels";
        Map<String, Reference> references = new HashMap<>();
        WorkbookPart part = new WorkbookPart(file.open(relations));
        while (part.next()) {
            if (part.starts("Relationship") && !"External".equals(part.attribute("TargetMode"))) {
                String type = String.valueOf(part.attribute("Type"));
                references.put(
                        String.valueOf(part.attribute("Id")),
                        new Reference(
                                type.substring(type.lastIndexOf('/') + 1),
                                target(of, String.valueOf(part.attribute("Target")))));
                WorkbookPart.mustBeWithin(WorkbookFile.MAX_PARTS, references.size());
            }
        }
        return references;
    }

    private static String target(String of, String target) throws UnreadableSubmission {
        try {
            return URI.create("/" + of).resolve(target).getPath().substring(1);
        } catch (RuntimeException e) {
            throw new UnreadableSubmission(FaultCode.NOT_A_WORKBOOK.fault());
        }
    }

    private static String key(String sheet) {
        return sheet.strip().toLowerCase(Locale.ROOT);
    }
}
