package dk.rampe.channel.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/** Providers call with a key, in every profile; a login at the console opens nothing here, and a key nothing there. */
@Configuration(proxyBeanMethods = false)
class RestSecurity {

    static final String ALL = "/api/**";

    @Bean
    @Order(1)
    SecurityFilterChain providersOnly(HttpSecurity http, ApiKeys keys, Allowances allowances) throws Exception {
        http.securityMatcher(ALL)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new KeyFilter(keys, allowances), AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, OpenApiEndpoint.PATH)
                        .permitAll()
                        .requestMatchers(HttpMethod.HEAD, OpenApiEndpoint.PATH)
                        .permitAll()
                        .anyRequest()
                        .hasAuthority(Caller.AUTHORITY))
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, exception) -> {
                    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                    response.sendError(HttpStatus.UNAUTHORIZED.value());
                }));
        return http.build();
    }

    @Bean
    FilterRegistrationBean<ProblemFilter> problems(ObjectMapper json) {
        var filter = new FilterRegistrationBean<>(new ProblemFilter(json));
        filter.addUrlPatterns("/api/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }
}
