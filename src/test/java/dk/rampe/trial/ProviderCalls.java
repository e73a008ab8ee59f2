package dk.rampe.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Properties;

/**
 * The provider's client of the REST edge: sends its events until it has an answer, then fetches all there is. In the
 * folder {@code sind/rest} is what it owes and what it got; of a call that failed, nothing.
 */
final class ProviderCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private final Path folder;
    private final String hub;
    private final String key;

    private ProviderCalls(Surroundings at, int port) throws IOException {
        this.folder = folder(at);
        this.hub = "http://localhost:" + port + "/api/v1/";
        Properties connections = new Properties();
        try (InputStream in = Files.newInputStream(at.connections())) {
            connections.load(in);
        }
        this.key = connections.getProperty("SIND_REST_KEY");
    }

    static void owe(Surroundings at, String... events) throws IOException {
        Files.createDirectories(folder(at));
        Files.writeString(events(folder(at)), "[" + String.join(",", events) + "]");
    }

    static boolean areMade(Surroundings at) {
        return Files.exists(fetched(folder(at)));
    }

    /** Goes on where it was; a hub that is not there, or fails, is asked again another time. */
    static void tryOn(Surroundings at, int port) throws IOException, InterruptedException {
        if (!areMade(at)) {
            ProviderCalls calls = new ProviderCalls(at, port);
            if (Files.notExists(answers(calls.folder))) {
                calls.sendEvents();
            }
            if (Files.exists(answers(calls.folder)) && calls.fetch("cases") && calls.fetch("rejections")) {
                Files.createFile(fetched(calls.folder));
            }
        }
    }

    private void sendEvents() throws IOException, InterruptedException {
        String answer = call(HttpRequest.newBuilder(URI.create(hub + "progress"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofFile(events(folder))));
        if (answer != null) {
            write(answers(folder), answer);
        }
    }

    /** A file for each message; the same message twice is one. */
    private boolean fetch(String what) throws IOException, InterruptedException {
        String page = call(HttpRequest.newBuilder(URI.create(hub + what + "?limit=500")));
        if (page == null) {
            return false;
        }
        for (JsonNode message : JSON.readTree(page).path(what)) {
            String id = message.path("messageId").asText(message.path("eventId").asText("unreadable"));
            write(folder.resolve(id + ".json"), message.toString());
        }
        return true;
    }

    /** @return null when there is no good answer */
    private String call(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> answer = CLIENT.send(
                    request.header("Authorization", "Bearer " + key)
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** At once, for somebody may be looking. */
    private static void write(Path file, String content) throws IOException {
        Path draft = Files.writeString(file.resolveSibling("draft"), content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path folder(Surroundings at) {
        return at.neighbour("sind").resolve("rest");
    }

    private static Path events(Path folder) {
        return folder.resolve("events.json");
    }

    private static Path answers(Path folder) {
        return folder.resolve("answers.json");
    }

    private static Path fetched(Path folder) {
        return folder.resolve("fetched");
    }
}
