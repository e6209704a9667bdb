package io.vestnik.api.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What each part of the address space demands: a key, nothing, or that one stays outside. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    /** Only what the page of the API's description loads; everything from this server. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; connect-src 'self'; base-uri 'none';"
                    + " form-action 'none'; frame-ancestors 'none'";

    private final HandlerExceptionResolver problems;

    SecurityConfiguration(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.problems = problems;
    }

    /**
     * Each filter would be timed by itself, which took a sixth of the time of a request and tells
     * nobody anything: requests are timed as a whole.
     */
    @Bean
    static SecurityObservationSettings noObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(HttpSecurity http, ApiKeyAuthentication keys) {
        var filter = new AuthenticationFilter(keys, keys);
        // Its own way to succeed is a redirect.
        filter.setSuccessHandler((request, response, caller) -> {});
        filter.setFailureHandler(this::refuse);
        return stateless(http.securityMatcher("/api/**"))
                .addFilterBefore(filter, AuthorizationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(this::refuse))
                .build();
    }

    /** Has its own port, on the loopback address. */
    @Bean
    @Order(2)
    SecurityFilterChain actuator(HttpSecurity http) {
        return stateless(http.securityMatcher(EndpointRequest.toAnyEndpoint()))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain description(HttpSecurity http) {
        return stateless(http)
                .authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(
                                        "/openapi.yaml",
                                        "/openapi.json",
                                        "/docs",
                                        "/docs/**",
                                        "/webjars/swagger-ui/**")
                                .permitAll()
                                .anyRequest()
                                .denyAll())
                .headers(headers ->
                        headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(this::hide))
                .build();
    }

    private static HttpSecurity stateless(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        problems.resolveException(request, response, null, why);
    }

    /** What is not for everybody does not exist. */
    private void hide(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        problems.resolveException(
                request,
                response,
                null,
                new NoResourceFoundException(
                        org.springframework.http.HttpMethod.valueOf(request.getMethod()),
                        request.getRequestURI(),
                        request.getRequestURI()));
    }
}
