package dk.rampe.mapping;

import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles a field table and stops at what would else be found when a partner's file is read. */
final class TableCompiler {

    private final Path file;
    private final Table table;
    private final CanonicalSchemas schemas;

    TableCompiler(Path file, Table table, CanonicalSchemas schemas) {
        this.file = file;
        this.table = table;
        this.schemas = schemas;
        if (!schemas.has(table.canonical())) {
            throw new InvalidMapping(file, "message", "there is no canonical/" + table.canonical() + ".schema.json");
        }
    }

    IncomingTable incoming() {
        CanonicalSchema schema = schemas.schema(table.canonical(), "");
        if (table.format() == Table.Format.JSON) {
            Map<String, Expression> expressions = new LinkedHashMap<>();
            table.fields().forEach((target, rule) -> {
                mustBeIn(schema, target, target);
                expressions.put(target, expression(target, rule));
            });
            return new IncomingTable(table, null, new CanonicalMapping(table, schema, expressions));
        }
        List<IncomingField> fields = new ArrayList<>();
        table.fields().forEach((target, rule) -> {
            mustBeIn(schema, target, target);
            fields.add(incomingField(target, rule, schema));
        });
        return new IncomingTable(table, new IncomingMapping(table, element(), fields, schema), null);
    }

    DocumentFormat outgoing() {
        CanonicalSchema header = schemas.schema(table.canonical(), "/properties/header");
        boolean listsRecords = table.format() != Table.Format.XML || table.records() != null;
        CanonicalSchema record = listsRecords ? schemas.schema(table.canonical(), "/properties/records/items") : null;
        OutgoingCheck check = new OutgoingCheck(header, record);
        List<OutgoingField> headerFields = outgoingFields(table.header(), header, "");
        List<OutgoingField> fields = listsRecords ? outgoingFields(table.fields(), record, "") : List.of();
        return switch (table.format()) {
            case CSV -> new CsvDocument(table, fields, check);
            case XLSX ->
                table.repeats().isEmpty()
                        ? new WorkbookDocument(table, fields, check)
                        : new WorkbookReceipt(table, fields, check);
            case TEXT -> new TextDocument(table, headerFields, fields, check);
            case XML -> new XmlDocument(table, headerFields, fields, check);
            case JSON -> throw new InvalidMapping(file, "format", "JSON goes out as it is, without a table");
        };
    }

    private IncomingField incomingField(String target, Table.Rule rule, CanonicalSchema schema) {
        CodeList codes = codes(target, rule);
        if (codes != null) {
            if (codes.isAmbiguous()) {
                throw new InvalidMapping(file, target, "code list " + rule.codes() + " has a code twice");
            }
            for (String code : codes.codes()) {
                if (!schema.allowed(target).contains(codes.canonical(code))) {
                    throw new InvalidMapping(file, target, "code list " + rule.codes() + " gives an unknown value");
                }
            }
        }
        try {
            CellReader reader = CellReaders.of(table, rule, codes);
            return new IncomingField(target, rule, reader, codes, expression(target, rule));
        } catch (IllegalArgumentException e) {
            throw new InvalidMapping(file, target, "format: " + e.getMessage());
        }
    }

    private List<OutgoingField> outgoingFields(Map<String, Table.Rule> rules, CanonicalSchema schema, String within) {
        List<OutgoingField> fields = new ArrayList<>();
        rules.forEach((path, rule) -> {
            if (rule.from() != null) {
                mustBeIn(schema, within + rule.from(), path);
            }
            rule.when().keySet().forEach(field -> mustBeIn(schema, within + field, path));
            CodeList codes = codes(path, rule);
            if (codes != null) {
                for (String value : schema.allowed(within + rule.from())) {
                    if (codes.code(value) == null) {
                        throw new InvalidMapping(file, path, "code list " + rule.codes() + " has nothing for " + value);
                    }
                }
            }
            List<OutgoingField> inner = List.of();
            if (rule.each() != null) {
                mustBeIn(schema, within + rule.each(), path);
                inner = outgoingFields(rule.fields(), schema, within + rule.each() + ".");
            }
            try {
                CellWriter writer = CellWriter.of(table, rule, codes);
                fields.add(new OutgoingField(path, rule, writer, expression(path, rule), inner));
            } catch (IllegalArgumentException e) {
                throw new InvalidMapping(file, path, "format: " + e.getMessage());
            }
        });
        return fields;
    }

    private void mustBeIn(CanonicalSchema schema, String field, String where) {
        if (!schema.has(field)) {
            throw new InvalidMapping(file, where, field + " is not in canonical/" + table.canonical() + ".schema.json");
        }
    }

    private CodeList codes(String field, Table.Rule rule) {
        if (rule.codes() == null) {
            return null;
        }
        Path list = file.resolveSibling("codes").resolve(rule.codes() + ".csv");
        if (!Files.exists(list)) {
            throw new InvalidMapping(file, field, "there is no code list codes/" + rule.codes() + ".csv");
        }
        return CodeList.read(list);
    }

    private Expression expression(String field, Table.Rule rule) {
        if (rule.jslt() == null) {
            return null;
        }
        try {
            return Parser.compileString(rule.jslt());
        } catch (JsltException e) {
            throw new InvalidMapping(file, field, "jslt: " + e.getMessage());
        }
    }

    /** In XML the sender's word for a record is its element, in a workbook its sheet. */
    private String element() {
        return switch (table.format()) {
            case XML -> table.records().substring(table.records().lastIndexOf('/') + 1);
            case XLSX -> table.sheet();
            default -> table.element();
        };
    }
}
