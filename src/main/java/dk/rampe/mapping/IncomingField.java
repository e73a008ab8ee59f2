package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One field of an incoming table: finds its cell, and puts its value in the canonical record or says what is wrong. */
final class IncomingField {

    private final String target;
    private final Table.Rule rule;
    private final CellReader reader;
    private final CodeList codes;
    private final Expression expression;

    IncomingField(String target, Table.Rule rule, CellReader reader, CodeList codes, Expression expression) {
        this.target = target;
        this.rule = rule;
        this.reader = reader;
        this.codes = codes;
        this.expression = expression;
    }

    String target() {
        return target;
    }

    Table.Rule rule() {
        return rule;
    }

    /** The sender's codes for it, if it has a list. */
    Set<String> codes() {
        return codes == null ? Set.of() : codes.codes();
    }

    /** The field as the sender knows it. */
    String sendersName() {
        return rule.from() == null ? null : rule.from().replace("@", "");
    }

    void map(Row row, ObjectNode record, Faults faults) {
        if (!applies(row)) {
            if (rule.refusedOtherwise() && !row.text(rule.from()).isEmpty()) {
                faults.add(target, FaultCode.CONTRADICTION.fault(sendersName()));
            }
        } else if (rule.constant() != null) {
            put(record, rule.constant());
        } else {
            mapCell(row, record, faults);
        }
    }

    private boolean applies(Row row) {
        return rule.when().entrySet().stream()
                .allMatch(condition -> condition.getValue().contains(row.text(condition.getKey())));
    }

    private void mapCell(Row row, ObjectNode record, Faults faults) {
        FaultCode unreadable = row.unreadable(rule.from());
        if (unreadable != null) {
            faults.add(target, unreadable.fault(sendersName()));
            return;
        }
        String text = text(row, faults);
        if (text == null || faults.touch(target)) {
            return;
        }
        if (text.isEmpty()) {
            boolean given = row.get(rule.from()) != null;
            if (rule.mustBeFilledIn() || (rule.mustNotComeEmpty() && given)) {
                boolean nothingComputed = !row.text(rule.from()).isEmpty();
                faults.add(target, (nothingComputed ? FaultCode.BREAKS_SCHEMA : FaultCode.EMPTY).fault(sendersName()));
            }
            return;
        }
        JsonNode value = reader.read(
                padded(text, faults), (code, details) -> faults.add(target, code.fault(sendersName(), details)));
        if (value != null) {
            put(record, value);
        }
    }

    private String text(Row row, Faults faults) {
        String text = row.text(rule.from());
        if (rule.minutesFrom() != null) {
            String minutes = row.text(rule.minutesFrom());
            text = text.isEmpty() && minutes.isEmpty() ? "" : text + ":" + minutes;
        }
        if (expression != null) {
            text = computed(row, faults);
        }
        return text != null && text.isEmpty() && rule.fallback() != null ? rule.fallback() : text;
    }

    private String computed(Row row, Faults faults) {
        try {
            return expression.apply(row.asJson()).asText("");
        } catch (JsltException e) {
            faults.add(target, FaultCode.BREAKS_SCHEMA.fault(sendersName()));
            return null;
        }
    }

    private String padded(String text, Faults faults) {
        if (text.length() >= rule.pad() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return text;
        }
        faults.add(target, FaultCode.PADDED.fault(sendersName(), Map.of()));
        return "0".repeat(rule.pad() - text.length()) + text;
    }

    private void put(ObjectNode record, JsonNode value) {
        List<String> path = List.of(target.split("\\."));
        ObjectNode parent = record;
        for (String name : path.subList(0, path.size() - 1)) {
            parent = parent.withObjectProperty(name);
        }
        parent.set(path.get(path.size() - 1), value);
    }
}
