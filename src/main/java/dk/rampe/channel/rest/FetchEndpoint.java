package dk.rampe.channel.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.delivery.Fetching;
import dk.rampe.delivery.Fetching.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands a provider its cases, and what was refused after it had been answered. */
@RestController
class FetchEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(FetchEndpoint.class);
    private static final String CASES = "/api/v1/cases";
    private static final String REJECTIONS = "/api/v1/rejections";
    private static final String FEW = "100";
    private static final int MOST = 500;

    private final Fetching fetching;

    FetchEndpoint(Fetching fetching) {
        this.fetching = fetching;
    }

    /** Canonical schema {@code case-page}. */
    record CasePage(List<ObjectNode> cases, String next, boolean more) {}

    /** Canonical schema {@code rejection-page}. */
    record RejectionPage(List<ObjectNode> rejections, String next, boolean more) {}

    /** The cursor misses nothing and repeats nothing; a time is for who has none yet. */
    @GetMapping(path = CASES, produces = MediaType.APPLICATION_JSON_VALUE)
    CasePage cases(
            @RequestParam(required = false) String changedSince,
            @RequestParam(required = false) String cursor,
            @RequestParam(defaultValue = FEW) String limit,
            HttpServletRequest request,
            Caller caller) {
        onlyKnown(request, Set.of("changedSince", "cursor", "limit"));
        if (changedSince != null && cursor != null) {
            throw ApiProblem.parameter("changedSince", "Send changedSince or cursor, not both.");
        }
        int most = limit(limit);
        long after = 0;
        if (cursor != null) {
            after = Cursor.CASES.number(cursor);
        } else if (changedSince != null) {
            after = fetching.before(caller.provider(), time(changedSince));
        }
        Page page = fetching.cases(caller.provider(), after, most);
        log(caller, page, "cases", request);
        return new CasePage(page.messages(), Cursor.CASES.after(page.next()), page.more());
    }

    @GetMapping(path = REJECTIONS, produces = MediaType.APPLICATION_JSON_VALUE)
    RejectionPage rejections(
            @RequestParam(required = false) String cursor,
            @RequestParam(defaultValue = FEW) String limit,
            HttpServletRequest request,
            Caller caller) {
        onlyKnown(request, Set.of("cursor", "limit"));
        long after = cursor == null ? 0 : Cursor.REJECTIONS.number(cursor);
        Page page = fetching.rejections(caller.provider(), after, limit(limit));
        log(caller, page, "rejections", request);
        return new RejectionPage(page.messages(), Cursor.REJECTIONS.after(page.next()), page.more());
    }

    /** As a GET without its body would hand over what nobody reads, a HEAD looks nothing up. */
    @RequestMapping(
            method = RequestMethod.HEAD,
            path = {CASES, REJECTIONS})
    ResponseEntity<Void> head() {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).build();
    }

    /** A misspelt parameter would be no limit at all. */
    private static void onlyKnown(HttpServletRequest request, Set<String> known) {
        if (!known.containsAll(request.getParameterMap().keySet())) {
            throw ApiProblem.parameter(
                    null, "There is a parameter that is not known here. Known are " + sorted(known) + ".");
        }
    }

    private static String sorted(Set<String> known) {
        return String.join(", ", known.stream().sorted().toList());
    }

    private static int limit(String limit) {
        if (!limit.matches("[1-9]\\d{0,2}") || Integer.parseInt(limit) > MOST) {
            throw ApiProblem.parameter("limit", "limit is a number from 1 to 500.");
        }
        return Integer.parseInt(limit);
    }

    private static Instant time(String changedSince) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(changedSince);
            if (time.getYear() >= 1900 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw ApiProblem.parameter(
                "changedSince",
                "changedSince is a date and time with an offset, as 2026-02-01T00:00:00Z. A + in it is sent as %2B.");
    }

    private static void log(Caller caller, Page page, String what, HttpServletRequest request) {
        if (!page.messages().isEmpty()) {
            LOG.info("{}: {} {} fetched ({})", caller, page.messages().size(), what, Correlation.of(request));
        }
    }
}
