package dk.rampe.mainjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.springframework.core.env.Environment;

/** A provider's system that calls the hub, with the key that the sandbox has made for it. */
record CallingProvider(Hub hub, String partner) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    JsonNode fetch(String path) throws IOException, InterruptedException {
        return answer(request(path).GET());
    }

    JsonNode tell(String events) throws IOException, InterruptedException {
        return answer(
                request("progress").header("Content-Type", "application/json").POST(BodyPublishers.ofString(events)));
    }

    private HttpRequest.Builder request(String path) {
        String key = hub.bean(Environment.class).getProperty(partner.toUpperCase(Locale.ROOT) + "_REST_KEY");
        return HttpRequest.newBuilder(hub.url("/api/v1/" + path)).header("Authorization", "Bearer " + key);
    }

    private static JsonNode answer(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
