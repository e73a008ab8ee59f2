package dk.rampe.channel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Holds answers of the running server against what the OpenAPI document says of them. */
final class Documented {

    private static final String ID = "urn:test:openapi";
    private static final SchemaValidatorsConfig FORMATS_COUNT =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private final JsonNode document;
    private final JsonSchemaFactory schemas;

    Documented(byte[] document) throws IOException {
        this.document = new JsonMapper().readTree(document);
        String text = new String(document, StandardCharsets.UTF_8);
        this.schemas = JsonSchemaFactory.getInstance(
                VersionFlag.V202012, factory -> factory.schemaLoaders(loaders -> loaders.schemas(Map.of(ID, text))));
    }

    /** A status, a type, headers and a body that the operation may answer with. */
    void holds(HttpResponse<byte[]> answer) throws IOException {
        String method = answer.request().method().toLowerCase(Locale.ROOT);
        JsonNode path = document.path("paths").path(answer.uri().getPath());
        boolean undocumented = !path.has(method);
        // what no operation speaks of is answered with a problem all the same
        String pointer = undocumented
                ? "/components/responses/NotAcceptable"
                : response("/paths/" + answer.uri().getPath().replace("/", "~1") + "/" + method, answer.statusCode());
        JsonNode response = document.at(pointer);
        String type = answer.headers().firstValue("Content-Type").orElse("none").replaceAll(";.*", "");
        assertThat(response.path("content").has(type))
                .as("%s may be %s at %s", answer, type, pointer)
                .isTrue();
        response.path("headers").fieldNames().forEachRemaining(header -> assertThat(
                        answer.headers().firstValue(header))
                .as(header)
                .isPresent());
        assertThat(breaches(pointer + "/content/" + type.replace("/", "~1") + "/schema", answer.body()))
                .as("%s against %s", new String(answer.body(), StandardCharsets.UTF_8), pointer)
                .isEmpty();
    }

    private String response(String operation, int status) {
        String pointer = operation + "/responses/" + status;
        JsonNode response = document.at(pointer);
        assertThat(response.isMissingNode()).as("%s is documented", pointer).isFalse();
        return response.has("$ref") ? response.get("$ref").textValue().substring(1) : pointer;
    }

    private Set<?> breaches(String pointer, byte[] body) throws IOException {
        return schemas.getSchema(SchemaLocation.of(ID + "#" + pointer), FORMATS_COUNT)
                .validate(new JsonMapper().readTree(body));
    }
}
