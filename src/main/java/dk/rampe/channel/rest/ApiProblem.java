package dk.rampe.channel.rest;

import dk.rampe.mapping.FaultCode;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** A call that is answered with a problem instead. Its text is the caller's to read and holds nothing of the call. */
final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final String field;
    private final Duration retryAfter;

    private ApiProblem(HttpStatus status, FaultCode code, String field, String detail, Duration retryAfter) {
        super(detail);
        this.status = status;
        this.code = code == null ? null : code.code();
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** By the status alone: what other filters and Spring's own handlers say. */
    static ApiProblem of(HttpStatus status) {
        return new ApiProblem(status, null, null, detail(status), null);
    }

    static ApiProblem parameter(String name, String detail) {
        return new ApiProblem(HttpStatus.BAD_REQUEST, FaultCode.BREAKS_SCHEMA, name, detail, null);
    }

    static ApiProblem malformed() {
        return new ApiProblem(
                HttpStatus.BAD_REQUEST,
                FaultCode.MALFORMED,
                null,
                "The body is neither an event nor an array of events in JSON (UTF-8).",
                null);
    }

    static ApiProblem tooMuch(String detail) {
        return new ApiProblem(HttpStatus.PAYLOAD_TOO_LARGE, FaultCode.BEYOND_LIMITS, null, detail, null);
    }

    static ApiProblem tooMany(Duration retryAfter) {
        HttpStatus status = HttpStatus.TOO_MANY_REQUESTS;
        return new ApiProblem(status, null, null, detail(status), retryAfter);
    }

    static ApiProblem unavailable() {
        HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
        return new ApiProblem(status, null, null, detail(status), Duration.ofSeconds(30));
    }

    private static String detail(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "Send one of your keys: Authorization: Bearer <key>.";
            case FORBIDDEN -> "The key does not open this.";
            case NOT_FOUND -> "There is nothing here. Paths and methods stand in /api/v1/openapi.json.";
            case METHOD_NOT_ALLOWED -> "The header Allow names the methods that can be used here.";
            case NOT_ACCEPTABLE -> "Answers are application/json; accept that.";
            case UNSUPPORTED_MEDIA_TYPE -> "Send application/json, not compressed.";
            case TOO_MANY_REQUESTS -> "Too many calls. Wait as many seconds as Retry-After says.";
            case SERVICE_UNAVAILABLE -> "The hub cannot answer just now. Send the same call again later.";
            default ->
                status.is5xxServerError()
                        ? "The hub has failed. Send the same call again later; the same event again does no harm."
                        : "The call is not as agreed. See /api/v1/openapi.json.";
        };
    }

    HttpStatus status() {
        return status;
    }

    /** One of the hub's fault codes, or null. */
    String code() {
        return code;
    }

    /** The parameter that is wrong, or null. */
    String field() {
        return field;
    }

    /** When to try again, or null. */
    Duration retryAfter() {
        return retryAfter;
    }
}
