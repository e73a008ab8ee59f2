package dk.rampe.mapping;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A field table as it stands in its file; what each key means is told in {@code mapping.schema.json}. */
record Table(
        String message,
        String canonical,
        Direction direction,
        Format format,
        Charset charset,
        String delimiter,
        String decimal,
        String element,
        String namespace,
        String prefix,
        String root,
        String records,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        Map<String, List<String>> where,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
        Map<String, List<String>> echo,

        String sheet,
        List<String> repeats,
        String count,
        String id,
        String stamp,
        List<String> unchangeable,
        List<String> ignored,
        Map<String, Rule> header,
        Map<String, Rule> fields) {

    Table {
        canonical = canonical == null ? message : canonical;
        decimal = decimal == null ? "." : decimal;
        where = where == null ? Map.of() : where;
        echo = echo == null ? Map.of() : echo;
        repeats = repeats == null ? List.of() : repeats;
        unchangeable = unchangeable == null ? List.of() : unchangeable;
        ignored = ignored == null ? List.of() : ignored;
        header = header == null ? Map.of() : header;
        fields = fields == null ? Map.of() : fields;
    }

    enum Direction {
        @JsonProperty("in")
        IN,
        @JsonProperty("out")
        OUT
    }

    enum Format {
        @JsonProperty("csv")
        CSV,
        @JsonProperty("xml")
        XML,
        @JsonProperty("json")
        JSON,
        @JsonProperty("xlsx")
        XLSX,
        @JsonProperty("text")
        TEXT
    }

    char delimiterSign() {
        return delimiter.charAt(0);
    }

    /** Whether a file may hold records of both tables. */
    boolean agreesWith(Table other) {
        return headerKeys().equals(other.headerKeys());
    }

    private List<String> headerKeys() {
        return Stream.of(format, charset, delimiter, namespace, root, count, id, stamp)
                .map(String::valueOf)
                .toList();
    }

    /** One field of the table. */
    record Rule(
            String from,
            String minutesFrom,
            String required,
            Type type,
            String format,
            String codes,
            @JsonProperty("default") String fallback,
            int pad,
            String unknown,

            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            Map<String, List<String>> when,

            String otherwise,
            JsonNode constant,
            String jslt,
            String each,
            Map<String, Rule> fields) {

        Rule {
            type = type == null ? Type.TEXT : type;
            when = when == null ? Map.of() : when;
            fields = fields == null ? Map.of() : fields;
        }

        boolean mustBeFilledIn() {
            return "true".equals(required);
        }

        boolean mustNotComeEmpty() {
            return "given".equals(required);
        }

        boolean refusedOtherwise() {
            return otherwise != null;
        }
    }

    enum Type {
        @JsonProperty("text")
        TEXT,
        @JsonProperty("cpr")
        CPR,
        @JsonProperty("date")
        DATE,
        @JsonProperty("number")
        NUMBER,
        @JsonProperty("minutes")
        MINUTES,
        @JsonProperty("phone")
        PHONE,
        @JsonProperty("bool")
        BOOL,
        @JsonProperty("row")
        ROW
    }
}
