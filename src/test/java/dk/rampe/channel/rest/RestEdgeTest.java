package dk.rampe.channel.rest;

import static dk.rampe.channel.rest.Calls.json;
import static dk.rampe.submission.TestCases.conversation;
import static dk.rampe.submission.TestCases.referral;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dk.rampe.channel.Guesses;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who gets in, how much, and what everybody else is answered. */
class RestEdgeTest {

    private static final String DOCUMENT = OpenApiEndpoint.PATH;

    @RegisterExtension
    static final RestHub hub = new RestHub();

    private final Calls sind = new Calls(hub, RestHub.SIND_KEY);
    private final Calls nobody = new Calls(hub, null);

    @Test
    void withoutARightKeyNothingIsAnsweredAndNothingSaid() {
        String event = conversation(1, "2026-02-03");
        JsonNode none = problem(nobody.call("POST", Calls.PROGRESS, event), 401, null);
        JsonNode wrong = problem(new Calls(hub, "not-a-key").call("GET", Calls.CASES, null), 401, null);
        assertThat(none.path("detail")).isEqualTo(wrong.path("detail"));
        for (String authorization : new String[] {"Basic c2luZDpzaW5k", "Bearer", "Bearer  ", "Bearer a b", ""}) {
            problem(with(nobody, "GET", Calls.REJECTIONS, "Authorization", authorization), 401, null);
        }
        problem(nobody.call("GET", "/api/v1/nothing", null), 401, null);
        problem(nobody.call("GET", "/api/", null), 401, null);
        assertThat(hub.rooms().count("submission")).isZero();
    }

    @Test
    void anAddressThatGuessesIsToldToWaitWhateverItShows() {
        for (int i = 0; i <= Guesses.A_MINUTE; i++) {
            from("203.0.113.7", "wrong-" + i);
        }
        HttpResponse<byte[]> told = from("203.0.113.7", RestHub.SIND_KEY);
        problem(told, 429, null);
        assertThat(told.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        assertThat(from("203.0.113.8", RestHub.SIND_KEY).statusCode()).isEqualTo(200);
    }

    private HttpResponse<byte[]> from(String address, String key) {
        return with(new Calls(hub, key), "GET", Calls.CASES, "X-Forwarded-For", address);
    }

    @Test
    void eachOfAProvidersKeysOpensUntilItIsTakenOut() {
        assertThat(sind.get(Calls.CASES).path("cases")).isEmpty();
        assertThat(new Calls(hub, RestHub.SIND_SECOND_KEY).get(Calls.CASES).path("cases"))
                .isEmpty();
        // the hash is no key
        problem(new Calls(hub, RestHub.sha256(RestHub.SIND_KEY)).call("GET", Calls.CASES, null), 401, null);
    }

    @Test
    void aProviderThatCallsTooOftenIsToldToWaitAndStopsNoOther() {
        Calls slow = new Calls(hub, RestHub.SLOW_KEY);
        for (int i = 0; i < RestHub.SLOW_CALLS; i++) {
            slow.get(Calls.CASES);
        }
        HttpResponse<byte[]> told = slow.call("GET", Calls.CASES, null);
        problem(told, 429, null);
        assertThat(told.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
        sind.get(Calls.CASES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "\"x\"",
                "null",
                "{",
                "[{}",
                "{} {}",
                "{\"kind\":1,\"kind\":2}",
                "[[[[[[[[[[[[]]]]]]]]]]]]",
                "<event/>"
            })
    void aBodyThatIsNoEventsIsMalformed(String body) {
        problem(sind.call("POST", Calls.PROGRESS, body), 400, "R-2002");
        assertThat(hub.rooms().count("submission")).isZero();
    }

    @Test
    void bytesThatAreNoUtf8AreMalformed() {
        byte[] latin = "{\"caseNumber\": \"å\"}".getBytes(StandardCharsets.ISO_8859_1);
        problem(sind.exchange(post(BodyPublishers.ofByteArray(latin)).build()), 400, "R-2002");
    }

    @Test
    void aBodyOfMoreThanAMegabyteIsTooMuchWithAndWithoutItsLength() {
        byte[] large = ("[" + " ".repeat(EventReader.MOST_BYTES) + "]").getBytes(StandardCharsets.UTF_8);
        problem(sind.exchange(post(BodyPublishers.ofByteArray(large)).build()), 413, "R-2006");
        problem(
                sind.exchange(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
                        .build()),
                413,
                "R-2006");
        String fits = "[" + " ".repeat(EventReader.MOST_BYTES - 2) + "]";
        assertThat(sind.send(fits)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":|[|900000", "{\"a\":|9|900000", "{\"a\":\"|a|900000", "{\"|a|900000", "|{\"a\":|180000"})
    void aBodyThatIsMadeToBreakItsReaderIsMalformedAtOnce(String start, String endless, int times) {
        String body = (start == null ? "" : start) + endless.repeat(times);
        long began = System.nanoTime();
        problem(sind.call("POST", Calls.PROGRESS, body), 400, "R-2002");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(hub.rooms().count("submission")).isZero();
    }

    @Test
    void aPackedBodyIsNeverUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream to = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 100; i++) {
                to.write(" ".repeat(1_000_000).getBytes(StandardCharsets.UTF_8));
            }
        }
        problem(
                sind.exchange(post(BodyPublishers.ofByteArray(packed.toByteArray()))
                        .header("Content-Encoding", "gzip")
                        .build()),
                400,
                "R-2002");
        assertThat(hub.rooms().count("submission")).isZero();
    }

    @Test
    void moreThanAThousandEventsAreTooManyAndNoneIsTaken() {
        problem(sind.call("POST", Calls.PROGRESS, events(1001)), 413, "R-2006");
        assertThat(hub.rooms().count("submission")).isZero();
    }

    @Test
    void otherTypesAreNeitherTakenNorGiven() {
        HttpResponse<byte[]> sent = sind.exchange(post(BodyPublishers.ofString("[]"))
                .setHeader("Content-Type", "text/plain")
                .build());
        problem(sent, 415, null);
        problem(with(sind, "GET", Calls.CASES, "Accept", "text/html"), 406, null);
        problem(with(sind, "GET", Calls.CASES, "Accept", "application/xml"), 406, null);
        assertThat(with(sind, "GET", Calls.CASES, "Accept", "application/*").statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/v1/progress, POST",
        "GET, /api/v1/progress, POST",
        "POST, /api/v1/cases, 'GET,HEAD'",
        "PUT, /api/v1/rejections, 'GET,HEAD'"
    })
    void anotherMethodIsNotAllowedAndTheAnswerSaysWhichAre(String method, String path, String allowed) {
        HttpResponse<byte[]> answer = sind.call(method, path, "[]");
        problem(answer, 405, null);
        assertThat(answer.headers()
                        .firstValue("Allow")
                        .orElseThrow()
                        .replace(" ", "")
                        .split(","))
                .containsExactlyInAnyOrder(allowed.split(","));
    }

    @Test
    void headAndOptionsSayNothingAndHandNothingOver() {
        for (String path : new String[] {Calls.CASES, Calls.REJECTIONS, DOCUMENT}) {
            HttpResponse<byte[]> head = sind.call("HEAD", path, null);
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.headers().firstValue("Content-Type")).contains("application/json");
            HttpResponse<byte[]> options = sind.call("OPTIONS", path, null);
            assertThat(options.statusCode()).isEqualTo(200);
            assertThat(options.headers().firstValue("Allow").orElseThrow()).contains("GET", "HEAD");
        }
        assertThat(nobody.call("HEAD", Calls.CASES, null).statusCode()).isEqualTo(401);
        assertThat(nobody.call("OPTIONS", Calls.CASES, null).statusCode()).isEqualTo(401);
    }

    @Test
    void aTraceIsNotSentBack() throws IOException {
        assertThat(raw("TRACE /api/v1/cases HTTP/1.1", "Authorization: Bearer " + RestHub.SIND_KEY))
                .matches("(?s)HTTP/1.1 (400|405) .*")
                .doesNotContain(RestHub.SIND_KEY, "Apache", "Tomcat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//api/v1/cases", "/api/v1/cases;a=b", "/api/v1/%2e%2e/cases", "/api/v1/ca%0ases"})
    void aPathThatIsMeantToGetAroundSomethingGetsNowhere(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1", "Authorization: Bearer " + RestHub.SIND_KEY);
        assertThat(answer)
                .matches("(?s)HTTP/1.1 (400|404) .*")
                .doesNotContain("Exception", "Apache", "Tomcat", path, "dk.rampe");
    }

    @ParameterizedTest
    @CsvSource({
        "cursor=x, cursor",
        "cursor=cmVqZWN0aW9uczo0Mg, cursor",
        "cursor=Y2FzZXM6LTE, cursor",
        "cursor=, cursor",
        "limit=0, limit",
        "limit=501, limit",
        "limit=all, limit",
        "changedSince=yesterday, changedSince",
        "changedSince=2026-02-01, changedSince",
        "changedSince=2026-02-01T00:00:00, changedSince",
        "changedSince=2026-02-01T00:00:00+01:00, changedSince",
        "changedSince=%2B999999999-01-01T00:00:00Z, changedSince",
        "changedSince=2026-02-01T00:00:00Z&cursor=Y2FzZXM6MQ, changedSince",
        "changedsince=2026-02-01T00:00:00Z, ",
        "limit=1&limit=2, limit"
    })
    void aParameterThatIsWrongIsNamed(String query, String field) {
        JsonNode problem = problem(sind.call("GET", Calls.CASES + "?" + query, null), 400, "R-1401");
        assertThat(problem.path("field").asText(null)).isEqualTo(field);
    }

    @Test
    void whatIsNotThereIsSaidSo() {
        problem(sind.call("GET", "/api/v1/nothing", null), 404, null);
        problem(sind.call("GET", "/api/v2/cases", null), 404, null);
        problem(sind.call("POST", "/api/v1/cases/5", "[]"), 404, null);
    }

    @Test
    void theDescriptionNeedsNoKey() throws IOException {
        assertThat(json(nobody.call("GET", DOCUMENT, null)).path("openapi").asText())
                .startsWith("3.1");
    }

    @Test
    void aHubThatFailsSaysNothingOfHow() {
        hub.rooms().silkeborg("henvisning_20260202_01.csv", referral(1));
        hub.rooms().sql("update vault.participation_key set wrapped = '\\x00'").update();
        JsonNode problem = problem(sind.call("GET", Calls.CASES, null), 500, null);
        assertThat(problem.path("detail").asText()).startsWith("The hub has failed.");
    }

    @Test
    void aHubWithoutItsDatabaseSaysWhenToTryAgain() {
        HikariPoolMXBean pool = hub.rooms().bean(HikariDataSource.class).getHikariPoolMXBean();
        System.setProperty("com.zaxxer.hikari.throwIfSuspended", "true");
        pool.suspendPool();
        try {
            HttpResponse<byte[]> answer = sind.call("POST", Calls.PROGRESS, conversation(1, "2026-02-03"));
            problem(answer, 503, null);
            assertThat(answer.headers().firstValue("Retry-After")).contains("30");
            problem(sind.call("GET", Calls.CASES, null), 503, null);
        } finally {
            pool.resumePool();
            System.clearProperty("com.zaxxer.hikari.throwIfSuspended");
        }
        assertThat(sind.send(conversation(1, "2026-02-03"))).hasSize(1);
    }

    @Test
    void nothingOfABodyAndNoKeyIsLogged() {
        hub.rooms().silkeborg("henvisning_20260202_01.csv", referral(1));
        Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        Logger ours = (Logger) LoggerFactory.getLogger("dk.rampe");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = Collections.synchronizedList(log.list);
        log.start();
        root.addAppender(log);
        ours.setLevel(Level.TRACE);
        try {
            sind.get(Calls.CASES);
            sind.send(conversation(1, "2026-02-03").replace("}", ", \"contactPerson\": \"Hemmeline\"}"));
            sind.call("POST", Calls.PROGRESS, "{\"contactPerson\": \"Hemmeline\"");
            sind.call("GET", Calls.CASES + "?cursor=Hemmeline", null);
            new Calls(hub, "Hemmeline").call("GET", Calls.CASES, null);
            sind.call("GET", "/api/v1/Hemmeline", null);
            with(sind, "GET", Calls.CASES, "Accept", "text/Hemmeline");
            sind.exchange(post(BodyPublishers.ofString("[]"))
                    .setHeader("Content-Type", "text/Hemmeline")
                    .build());
        } finally {
            root.detachAppender(log);
            ours.setLevel(null);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .anyMatch(line -> line.matches("sind \\(key first\\): 1 cases fetched \\([0-9a-f-]{36}\\)"))
                .anyMatch(line -> line.matches("sind \\(key first\\): 1 events over REST, .*REJECTED=1.*"))
                .noneMatch(line -> line.contains("Hemmeline")
                        || line.contains(RestHub.SIND_KEY)
                        || line.contains("Opfundine")
                        || line.contains("740-2026"));
        assertThat(log.list)
                .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
    }

    private JsonNode problem(HttpResponse<byte[]> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Server")).isEmpty();
        JsonNode problem = json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asText(null)).isEqualTo(code);
        assertThat(answer.headers().firstValue("X-Correlation-Id"))
                .contains(
                        UUID.fromString(problem.path("correlationId").asText()).toString());
        return problem;
    }

    private HttpResponse<byte[]> with(Calls calls, String method, String path, String header, String value) {
        UnaryOperator<HttpRequest.Builder> one = request -> request.setHeader(header, value);
        return calls.call(method, path, null, one);
    }

    private HttpRequest.Builder post(HttpRequest.BodyPublisher body) {
        return HttpRequest.newBuilder(hub.uri(Calls.PROGRESS))
                .POST(body)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + RestHub.SIND_KEY);
    }

    private static String events(int count) {
        StringBuilder events = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            events.append(i == 0 ? "" : ",").append("{}");
        }
        return events.append(']').toString();
    }

    /** What no client would send. */
    private static String raw(String line, String header) throws IOException {
        URI uri = hub.uri("/");
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write((line + "\r\nHost: localhost\r\n" + header + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
