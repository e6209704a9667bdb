package io.vestnik.api.console.signin;

import io.vestnik.api.security.LiveOperators;
import io.vestnik.api.security.PasswordCheck;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import org.apache.catalina.session.StandardManager;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.unit.DataSize;

/** What the console demands: an operator who has signed in, and a role for each thing. */
@Configuration(proxyBeanMethods = false)
class ConsoleSecurity {
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; form-action 'self'; frame-src 'self';"
                    + " base-uri 'none'; frame-ancestors 'none'";

    static final String SIGN_IN = "/console/sign-in";

    /** What people do, and below which address. */
    private static final String[] WORK = {
        "/console/notifications/**",
        "/console/manual/**",
        "/console/runs/**",
        "/console/channels/**",
        "/console/send/**"
    };

    /**
     * Assets are for everybody, and need no session; {@code SecurityConfiguration} lets them out.
     */
    private static final RequestMatcher PAGES =
            new AndRequestMatcher(
                    new OrRequestMatcher(
                            PathPatternRequestMatcher.pathPattern("/"),
                            PathPatternRequestMatcher.pathPattern("/console/**")),
                    new NegatedRequestMatcher(
                            PathPatternRequestMatcher.pathPattern("/console/assets/**")));

    @Bean
    @Order(3)
    SecurityFilterChain console(
            HttpSecurity http,
            PasswordCheck check,
            LiveOperators operators,
            SignInOutcome outcome,
            OidcDoor elsewhere,
            @Value("${server.servlet.session.cookie.secure:false}") boolean secure,
            @Value("${server.tomcat.max-http-form-post-size}") DataSize largestForm,
            @Value("${vestnik.console.longest-session:24h}") Duration longestSession,
            Clock clock) {
        var doors = new Doors();
        var providers = new ArrayList<AuthenticationProvider>();
        providers.add(new PasswordSignIn(check, clock));
        if (elsewhere.isOpen()) {
            providers.add(OidcDoor.provider());
            elsewhere.open(http);
        }
        return http.securityMatcher(PAGES)
                .authenticationManager(new ProviderManager(providers))
                .formLogin(form ->
                        form.loginPage(SIGN_IN)
                                .usernameParameter("name")
                                .successHandler(outcome)
                                .failureHandler(outcome))
                .logout(logout ->
                        logout.logoutRequestMatcher(
                                        PathPatternRequestMatcher.pathPattern(
                                                HttpMethod.POST, "/console/sign-out"))
                                .logoutSuccessHandler(outcome))
                .requestCache(RequestCacheConfigurer::disable)
                .csrf(forms -> forms.csrfTokenRepository(new FormTokens(secure)))
                .addFilterBefore(new SessionLimit(), CsrfFilter.class)
                .addFilterBefore(new FormLimit(largestForm), CsrfFilter.class)
                .addFilterBefore(new FromElsewhere(), CsrfFilter.class)
                .addFilterBefore(
                        new OperatorWatch(operators, longestSession, clock),
                        AnonymousAuthenticationFilter.class)
                .authorizeHttpRequests(ConsoleSecurity::whoMayDoWhat)
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint(doors).accessDeniedHandler(doors))
                .headers(ConsoleSecurity::headers)
                .build();
    }

    /**
     * Everybody with a role may look; nothing can be changed at an address that is not named here.
     */
    private static void whoMayDoWhat(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests) {
        requests.dispatcherTypeMatchers(
                        DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                .permitAll()
                .requestMatchers(HttpMethod.GET, "/")
                .permitAll()
                .requestMatchers(SIGN_IN, SIGN_IN + "/**")
                .permitAll()
                .requestMatchers(HttpMethod.POST, "/console/language")
                .permitAll()
                .requestMatchers("/console/settings/password", "/console/sign-out")
                .hasRole("VIEW")
                .requestMatchers("/console/settings/**")
                .hasRole("ADMIN")
                .requestMatchers("/console/send/**")
                .hasRole("OPERATE")
                .requestMatchers(HttpMethod.GET, "/console/**")
                .hasRole("VIEW")
                .requestMatchers(HttpMethod.POST, WORK)
                .hasRole("OPERATE")
                .anyRequest()
                .denyAll();
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        policy -> policy.policy("camera=(), geolocation=(), microphone=()"))
                .crossOriginOpenerPolicy(
                        policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .crossOriginResourcePolicy(
                        policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                // Only for browsers that do not know frame-ancestors.
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::sameOrigin);
    }

    /** Begun by those who sign in, and by nobody else. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> boundedSessions(
            @Value("${vestnik.console.most-sessions:10000}") int most) {
        return server ->
                server.addContextCustomizers(context -> {
                    var sessions = new StandardManager();
                    sessions.setMaxActiveSessions(most);
                    context.setManager(sessions);
                });
    }
}
