package dk.rampe.console;

import dk.rampe.partner.HubSettings;
import jakarta.servlet.DispatcherType;
import org.springframework.boot.autoconfigure.security.servlet.PathRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.RequestHeaderRequestMatcher;

/** Operators log in; only the sandbox, which has nothing to hide, lets everybody look. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class ConsoleSecurity {

    private static final String OWN_FILES_ONLY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    @Profile("!sandbox")
    SecurityFilterChain operatorsOnly(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(PathRequest.toStaticResources().atCommonLocations())
                .permitAll()
                .requestMatchers("/login", "/actuator/health", "/actuator/health/**")
                .permitAll()
                .anyRequest()
                .authenticated());
        http.formLogin(login -> login.loginPage("/login").defaultSuccessUrl("/", true));
        http.exceptionHandling(refused -> refused.defaultAuthenticationEntryPointFor(
                (request, response, exception) -> {
                    response.setHeader("HX-Refresh", "true");
                    response.setStatus(HttpStatus.UNAUTHORIZED.value());
                },
                new RequestHeaderRequestMatcher("HX-Request")));
        http.requestCache(cache -> cache.disable());
        return withHeaders(http);
    }

    @Bean
    @Profile("sandbox")
    SecurityFilterChain everybody(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        return withHeaders(http);
    }

    @Bean
    UserDetailsService operators(HubSettings settings) {
        var operators = new InMemoryUserDetailsManager();
        settings.console()
                .operators()
                .forEach((name, hash) -> operators.createUser(
                        User.withUsername(name).password(hash).roles("OPERATOR").build()));
        return operators;
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new BCryptPasswordEncoder();
    }

    private static SecurityFilterChain withHeaders(HttpSecurity http) throws Exception {
        http.headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(OWN_FILES_ONLY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()")));
        return http.build();
    }
}
