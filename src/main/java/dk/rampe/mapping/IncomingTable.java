package dk.rampe.mapping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A compiled incoming table.
 *
 * @param rows for CSV, XML and XLSX, else null
 * @param canonical for JSON, else null
 */
record IncomingTable(Table table, IncomingMapping rows, CanonicalMapping canonical) {

    /** @param tables agree on the header */
    static SubmissionFormat together(List<IncomingTable> tables) {
        Table first = tables.get(0).table();
        if (first.format() == Table.Format.XML) {
            return new XmlSubmission(first, new RecordTables(tables));
        }
        if (first.format() == Table.Format.XLSX) {
            Map<String, IncomingMapping> bySheet = new LinkedHashMap<>();
            for (IncomingTable table : tables) {
                if (bySheet.put(table.table().sheet(), table.rows()) != null) {
                    throw new IllegalArgumentException(
                            "two tables read " + table.table().sheet());
                }
            }
            return new WorkbookSubmission(bySheet);
        }
        if (tables.size() > 1) {
            throw new IllegalArgumentException("only an XML file or a workbook holds several kinds of records");
        }
        return first.format() == Table.Format.CSV
                ? new CsvSubmission(first, tables.get(0).rows())
                : new JsonSubmission(first, tables.get(0).canonical());
    }
}
