package dk.rampe.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import java.util.List;
import java.util.function.BiConsumer;

/** One column or path of an outgoing table, and where its text comes from. */
final class OutgoingField {

    private final String path;
    private final Table.Rule rule;
    private final CellWriter writer;
    private final Expression expression;
    private final List<OutgoingField> inner;

    /** @param inner the fields of each repetition, for a rule with {@code each} */
    OutgoingField(String path, Table.Rule rule, CellWriter writer, Expression expression, List<OutgoingField> inner) {
        this.path = path;
        this.rule = rule;
        this.writer = writer;
        this.expression = expression;
        this.inner = inner;
    }

    String path() {
        return path;
    }

    /** What its text means; of a code, only text. */
    Table.Type type() {
        return rule.codes() == null && rule.constant() == null ? rule.type() : Table.Type.TEXT;
    }

    /** The text of a field that stands once; null when it is left out. */
    String text(JsonNode record) {
        boolean applies = rule.when().entrySet().stream().allMatch(condition -> condition
                .getValue()
                .contains(at(record, condition.getKey()).asText()));
        if (!applies) {
            return null;
        }
        if (rule.constant() != null) {
            return rule.constant().asText();
        }
        JsonNode value = expression == null ? at(record, rule.from()) : expression.apply(record);
        if (value.isMissingNode() || value.isNull()) {
            return rule.fallback();
        }
        try {
            return writer.write(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(path + ": " + e.getMessage());
        }
    }

    boolean isRepeated() {
        return rule.each() != null;
    }

    void eachRepetition(JsonNode record, BiConsumer<JsonNode, List<OutgoingField>> repetition) {
        at(record, rule.each()).forEach(item -> repetition.accept(item, inner));
    }

    private static JsonNode at(JsonNode record, String dotted) {
        return record.at("/" + dotted.replace('.', '/'));
    }
}
