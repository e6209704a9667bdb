package io.vestnik.api.console.signin;

import java.time.Duration;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * What we ask the OpenID provider while somebody waits, who is not to wait for as long as it likes;
 * by itself, Spring Security would.
 */
final class OidcCalls {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

    /** From one byte to the next. */
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private OidcCalls() {}

    /** Exchanges a code for tokens. */
    static RestClientAuthorizationCodeTokenResponseClient tokens() {
        var calls = new RestClientAuthorizationCodeTokenResponseClient();
        calls.setRestClient(
                RestClient.builder()
                        .requestFactory(connections())
                        .configureMessageConverters(converters ->
                                converters
                                        .addCustomConverter(new FormHttpMessageConverter())
                                        .addCustomConverter(
                                                new OAuth2AccessTokenResponseHttpMessageConverter()))
                        .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                        .build());
        return calls;
    }

    /** Asks for the claims that are not in the token. */
    static OidcUserService people() {
        var template = new RestTemplate(connections());
        template.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        var calls = new DefaultOAuth2UserService();
        calls.setRestOperations(template);
        var people = new OidcUserService();
        people.setOauth2UserService(calls);
        return people;
    }

    private static SimpleClientHttpRequestFactory connections() {
        var connections = new SimpleClientHttpRequestFactory();
        connections.setConnectTimeout(CONNECT_WITHIN);
        connections.setReadTimeout(ANSWER_WITHIN);
        return connections;
    }
}
