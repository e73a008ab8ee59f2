package dk.rampe.channel.rest;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Finds out who calls, and counts. A call without a right key goes on as nobody's. */
final class KeyFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFilter.class);
    private static final Pattern BEARER = Pattern.compile("(?i)Bearer +([A-Za-z0-9._~+/=-]{1,200})");

    private final ApiKeys keys;
    private final Allowances allowances;

    KeyFilter(ApiKeys keys, Allowances allowances) {
        this.keys = keys;
        this.allowances = allowances;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null) {
            caller(authorization, request).ifPresent(caller -> {
                allowances.call(caller.provider());
                SecurityContextHolder.getContext().setAuthentication(caller);
            });
        }
        chain.doFilter(request, response);
    }

    /** An address that guesses is not told when it guesses right. */
    private Optional<Caller> caller(String authorization, HttpServletRequest request) {
        String address = request.getRemoteAddr();
        allowances.guess(address);
        Matcher bearer = BEARER.matcher(authorization);
        Optional<Caller> caller = bearer.matches() ? keys.callerWith(bearer.group(1)) : Optional.empty();
        if (caller.isEmpty()) {
            LOG.info("REST: a wrong key ({})", Correlation.of(request));
            allowances.wrongKey(address);
        }
        return caller;
    }
}
