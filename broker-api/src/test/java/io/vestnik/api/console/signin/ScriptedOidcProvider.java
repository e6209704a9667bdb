package io.vestnik.api.console.signin;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An OpenID provider that vouches for whomever a test tells it to; it asks nobody for a password.
 */
final class ScriptedOidcProvider implements AutoCloseable {
    static final String CLIENT = "vestnik";
    static final String SECRET = "a secret: with / signs + more";

    private static final RSAKey KEY = key();

    private final HttpServer server;
    private final String issuer;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();

    /** Whether it takes codes and never answers. */
    volatile boolean silent;

    /** Said in the next id token instead of what was asked for. */
    volatile String otherNonce = "";

    /** Whether the token says nothing but who it is, and all else has to be asked for. */
    volatile boolean sparing;

    /** How often it was asked what it is. */
    final AtomicInteger introductions = new AtomicInteger();

    private final Map<String, Map<String, Object>> peopleByToken = new ConcurrentHashMap<>();

    private record Grant(Map<String, Object> claims, Map<String, String> asked) {}

    private ScriptedOidcProvider(HttpServer server) {
        this.server = server;
        this.issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("one").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On this port; 0 for any. */
    static ScriptedOidcProvider start(int port) {
        try {
            var server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            var provider = new ScriptedOidcProvider(server);
            provider.open();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() {
        server.createContext(
                "/realm/.well-known/openid-configuration",
                x -> {
                    introductions.incrementAndGet();
                    answer(x, 200, configuration());
                });
        server.createContext(
                "/realm/keys", x -> answer(x, 200, new JWKSet(KEY.toPublicJWK()).toString()));
        server.createContext("/realm/token", this::token);
        server.createContext("/realm/userinfo", this::userInfo);
        server.start();
    }

    private String configuration() {
        return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
         "userinfo_endpoint":"%1$s/userinfo","jwks_uri":"%1$s/keys","subject_types_supported":["public"],
         "response_types_supported":["code"],
         "id_token_signing_alg_values_supported":["RS256"]}
        """
                .formatted(issuer);
    }

    String issuer() {
        return issuer;
    }

    /**
     * Lets somebody in who was sent here, and says where their browser goes next.
     *
     * @param sentTo the whole address they were sent to
     */
    String admit(String sentTo, Map<String, Object> claims) {
        Map<String, String> asked = parameters(URI.create(sentTo).getRawQuery());
        String code = UUID.randomUUID().toString();
        grants.put(code, new Grant(claims, asked));
        URI back = URI.create(asked.get("redirect_uri"));
        return back.getPath() + "?code=" + code + "&state=" + asked.get("state");
    }

    private void token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> sent = parameters(body);
        Grant grant = grants.remove(String.valueOf(sent.get("code")));
        if (silent) {
            return;
        }
        if (grant == null || !isClient(exchange) || !proves(grant, sent)) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String token = UUID.randomUUID().toString();
        peopleByToken.put(token, grant.claims());
        answer(
                exchange,
                200,
                """
                {"access_token":"%s","token_type":"Bearer","expires_in":60,"id_token":"%s"}
                """
                        .formatted(token, idToken(grant)));
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        var claims = peopleByToken.get(String.valueOf(header).replaceFirst("^Bearer ", ""));
        if (claims == null) {
            answer(exchange, 401, "{\"error\":\"invalid_token\"}");
            return;
        }
        answer(exchange, 200, JSONObjectUtils.toJSONString(claims));
    }

    private static boolean isClient(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        String login =
                new String(
                        Base64.getDecoder().decode(header.substring("Basic ".length())),
                        StandardCharsets.UTF_8);
        return URLDecoder.decode(login, StandardCharsets.UTF_8).equals(CLIENT + ":" + SECRET);
    }

    private static boolean proves(Grant grant, Map<String, String> sent) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(sent.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(digest)
                            .equals(grant.asked().get("code_challenge"))
                    && grant.asked().get("redirect_uri").equals(sent.get("redirect_uri"));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String idToken(Grant grant) {
        Instant now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(issuer)
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(60)))
                        .claim("nonce", otherNonce + grant.asked().get("nonce"));
        grant.claims()
                .forEach((name, value) -> {
                    if (!sparing || name.equals("sub")) {
                        claims.claim(name, value);
                    }
                });
        try {
            var token =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(),
                            claims.build());
            token.sign(new RSASSASigner(KEY));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            found.put(
                    pair.substring(0, equals),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return found;
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
