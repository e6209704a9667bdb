package io.vestnik.api.security;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
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
                .authorizeHttpRequests(SecurityConfiguration::scopes)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(this::refuse)
                                .accessDeniedHandler(this::forbid))
                .build();
    }

    /** What is neither handing in nor reading is for those who may do more. */
    private static void scopes(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests) {
        requests.requestMatchers(
                        HttpMethod.POST, "/api/v1/notifications", "/api/v1/notifications/batch")
                .hasAuthority(Scope.SEND.authority())
                .requestMatchers(HttpMethod.GET, "/api/**")
                .hasAuthority(Scope.READ.authority())
                .requestMatchers(HttpMethod.HEAD, "/api/**")
                .hasAuthority(Scope.READ.authority())
                .requestMatchers(HttpMethod.OPTIONS, "/api/**")
                .authenticated()
                .anyRequest()
                .hasAuthority(Scope.OPERATE.authority());
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
    @Order(4)
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
                                        "/webjars/swagger-ui/**",
                                        "/console/assets/**",
                                        "/webjars/htmx.org/**")
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

    private void forbid(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) {
        problems.resolveException(request, response, null, missing(scopeIn(why)));
    }

    private static ProblemException missing(String scope) {
        return ProblemException.of(
                        ProblemType.FORBIDDEN, "The API key does not have the scope " + scope)
                .with("missingScope", scope);
    }

    private static String scopeIn(AccessDeniedException why) {
        return why instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult()
                                instanceof AuthorityAuthorizationDecision decision
                ? decision.getAuthorities().stream()
                        .map(Scope::wordIn)
                        .collect(Collectors.joining(" or "))
                : "that this needs";
    }

    /** What is not for everybody does not exist. */
    private void hide(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        problems.resolveException(
                request,
                response,
                null,
                new NoResourceFoundException(
                        HttpMethod.valueOf(request.getMethod()),
                        request.getRequestURI(),
                        request.getRequestURI()));
    }
}
