package dk.rampe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A file of {@code routes/}, as text and as what YAML makes of it.
 *
 * @param name without {@code .camel.yaml}
 */
record RouteFile(String name, List<String> lines, JsonNode entries) {

    static final String ERROR_HANDLING = "error-handling";

    private static final String ENDING = ".camel.yaml";

    /** An endpoint of a route, with its parameters. */
    record Endpoint(String uri, JsonNode parameters) {

        String scheme() {
            return uri.substring(0, uri.indexOf(':'));
        }
    }

    /** What a route calls: a bean by its name, and a method with or without what it is given. */
    record Call(String bean, String method) {}

    static List<RouteFile> in(Path folder) throws IOException {
        List<RouteFile> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.sorted().toList()) {
                String name = path.getFileName().toString().replace(ENDING, "");
                files.add(new RouteFile(name, Files.readAllLines(path), new YAMLMapper().readTree(path.toFile())));
            }
        }
        return files;
    }

    boolean holdsErrorHandling() {
        return name.equals(ERROR_HANDLING);
    }

    /** The route or route template of this file. */
    JsonNode flow() {
        JsonNode entry = entries.get(0);
        return entry.has("route") ? entry.get("route") : entry.get("routeTemplate");
    }

    /** The route itself, also where it is in a template. */
    JsonNode route() {
        return flow().has("route") ? flow().get("route") : flow();
    }

    List<Endpoint> endpoints() {
        List<Endpoint> endpoints = new ArrayList<>();
        everywhere((key, value) -> {
            if (value.has("uri")) {
                endpoints.add(new Endpoint(value.get("uri").asText(), value.path("parameters")));
            } else if ((key.equals("to") || key.equals("from")) && value.isTextual()) {
                endpoints.add(new Endpoint(value.asText(), value.path("parameters")));
            }
        });
        return endpoints;
    }

    List<Call> calls() {
        List<Call> calls = new ArrayList<>();
        everywhere((key, value) -> {
            if (value.has("ref")) {
                calls.add(
                        new Call(value.get("ref").asText(), value.path("method").asText()));
            } else if (value.asText().matches("#[a-zA-Z]+")) {
                calls.add(new Call(value.asText().substring(1), ""));
            }
        });
        return calls;
    }

    List<String> keys() {
        List<String> keys = new ArrayList<>();
        everywhere((key, value) -> keys.add(key));
        return keys;
    }

    /** Every value of the file with its key. */
    void everywhere(BiConsumer<String, JsonNode> visitor) {
        walk(entries, visitor);
    }

    private static void walk(JsonNode node, BiConsumer<String, JsonNode> visitor) {
        node.properties().forEach(field -> visitor.accept(field.getKey(), field.getValue()));
        node.forEach(child -> walk(child, visitor));
    }

    @Override
    public String toString() {
        return name;
    }
}
