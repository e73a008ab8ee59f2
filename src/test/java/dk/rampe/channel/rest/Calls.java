package dk.rampe.channel.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** A caller with a key. Whatever it is answered is held against the OpenAPI document. */
final class Calls {

    static final String PROGRESS = "/api/v1/progress";
    static final String CASES = "/api/v1/cases";
    static final String REJECTIONS = "/api/v1/rejections";

    /** Each caller has an address, so that one test's wrong keys stop no other test. */
    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final RestHub hub;
    private final String key;
    private final String address;

    Calls(RestHub hub, String key) {
        this.hub = hub;
        this.key = key;
        this.address = "198.18.%d.%d".formatted(NEXT.incrementAndGet() / 256, NEXT.get() % 256);
    }

    JsonNode send(String events) {
        HttpResponse<byte[]> answer = call("POST", PROGRESS, events);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    JsonNode get(String path) {
        HttpResponse<byte[]> answer = call("GET", path, null);
        assertThat(answer.statusCode()).isEqualTo(200);
        return json(answer);
    }

    HttpResponse<byte[]> call(String method, String path, String body) {
        return call(method, path, body, request -> request);
    }

    HttpResponse<byte[]> call(String method, String path, String body, UnaryOperator<HttpRequest.Builder> more) {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.uri(path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.header("X-Forwarded-For", address);
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return exchange(more.apply(request).build());
    }

    HttpResponse<byte[]> exchange(HttpRequest request) {
        try {
            HttpResponse<byte[]> answer = CLIENT.send(request, BodyHandlers.ofByteArray());
            if (!request.method().equals("HEAD") && !request.method().equals("OPTIONS")) {
                new Documented(hub.edge(OpenApi.class).document()).holds(answer);
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<byte[]> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
