package dk.rampe.channel.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Around everything under {@code /api/}: whoever answers with an error - Spring MVC, Spring Security, its firewall, the
 * container, our own code - the caller reads {@code application/problem+json} (RFC 9457), and no page, path, class or
 * value.
 */
final class ProblemFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemFilter.class);

    private final ObjectMapper json;

    ProblemFilter(ObjectMapper json) {
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        String correlation = Correlation.begin(request);
        response.setHeader(Correlation.HEADER, correlation);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            chain.doFilter(request, new HttpServletResponseWrapper(response) {
                @Override
                public void sendError(int status) throws IOException {
                    answer(ApiProblem.of(HttpStatus.valueOf(status)), correlation, response);
                }

                @Override
                public void sendError(int status, String message) throws IOException {
                    sendError(status);
                }
            });
        } catch (ServletException | RuntimeException | IOException e) {
            if (response.isCommitted()) {
                LOG.warn("REST: an answer broke off, {} ({})", causes(e), correlation);
            } else {
                answer(problem(e, correlation), correlation, response);
            }
        }
    }

    private ApiProblem problem(Exception e, String correlation) {
        for (Throwable cause : causesOf(e)) {
            if (cause instanceof ApiProblem problem) {
                return problem;
            }
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof TransactionException) {
                LOG.warn("REST: database not to be had, {} ({})", causes(e), correlation);
                return ApiProblem.unavailable();
            }
        }
        LOG.warn("REST: failed, {} ({})", causes(e), correlation);
        return ApiProblem.of(HttpStatus.INTERNAL_SERVER_ERROR);
    }

    private void answer(ApiProblem problem, String correlation, HttpServletResponse response) throws IOException {
        LOG.debug("REST: {} {} ({})", problem.status().value(), problem.code(), correlation);
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(problem.status(), problem.getMessage());
        if (problem.code() != null) {
            detail.setProperty("code", problem.code());
        }
        if (problem.field() != null) {
            detail.setProperty("field", problem.field());
        }
        detail.setProperty("correlationId", correlation);
        if (problem.retryAfter() != null) {
            response.setHeader(
                    HttpHeaders.RETRY_AFTER,
                    String.valueOf(problem.retryAfter().plusMillis(999).toSeconds()));
        }
        response.resetBuffer();
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        json.writeValue(response.getOutputStream(), detail);
    }

    /** Class names only: a message may quote what was sent. */
    private static String causes(Throwable e) {
        return causesOf(e).stream()
                .map(cause -> cause.getClass().getSimpleName())
                .collect(Collectors.joining(" < "));
    }

    private static List<Throwable> causesOf(Throwable e) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable t = e; t != null && !chain.contains(t); t = t.getCause()) {
            chain.add(t);
        }
        return chain;
    }
}
