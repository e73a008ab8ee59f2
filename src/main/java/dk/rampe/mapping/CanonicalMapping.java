package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Takes records that come in canonical form, holds them against the schema, and puts the odd field right. */
final class CanonicalMapping {

    private final Table table;
    private final CanonicalSchema schema;
    private final Map<String, Expression> expressions;

    /** @param expressions what replaces a field that is there, by its name */
    CanonicalMapping(Table table, CanonicalSchema schema, Map<String, Expression> expressions) {
        this.table = table;
        this.schema = schema;
        this.expressions = expressions;
    }

    /** A null is as good as nothing; fields that are ignored are gone. */
    Line map(long number, ObjectNode sent) {
        ObjectNode record = sent.deepCopy();
        record.remove(table.ignored());
        List<Fault> faults = new ArrayList<>();
        List<String> nulls = new ArrayList<>();
        record.properties().forEach(field -> {
            if (field.getValue().isNull()) {
                nulls.add(field.getKey());
            }
        });
        record.remove(nulls);
        expressions.forEach((field, expression) -> replace(record, field, expression, faults));
        for (CanonicalSchema.Breach breach : schema.breaches(record)) {
            String field = breach.path().isEmpty() ? null : breach.path();
            faults.add(breach.code().fault(field, breach.details()));
        }
        boolean caseNumberUsable = faults.stream().noneMatch(fault -> "caseNumber".equals(fault.field()));
        return new Line(
                number,
                table.message(),
                table.element(),
                caseNumberUsable ? record.path("caseNumber").textValue() : null,
                faults.isEmpty() ? record : null,
                List.copyOf(faults),
                false);
    }

    private static void replace(ObjectNode record, String field, Expression expression, List<Fault> faults) {
        if (record.has(field)) {
            try {
                JsonNode value = expression.apply(record);
                record.set(field, value);
            } catch (JsltException e) {
                faults.add(FaultCode.BREAKS_SCHEMA.fault(field));
            }
        }
    }
}
