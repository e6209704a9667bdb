package io.vestnik.api.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiClient.Answer;
import io.vestnik.api.ApiWorld;
import io.vestnik.api.console.Sentences;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a request: its sender learns what, and nothing of it stays. */
class BadInputIT {
    /** But those that leave by themselves, and never are without one of these. */
    private static final String ALL_ROWS =
            """
            select (select count(*) from notification) + (select count(*) from attachment)
                + (select count(*) from idempotency_key) + (select count(*) from decision)
                + (select count(*) from channel_pause) + (select count(*) from channel_event)
            """;

    private final ApiWorld world = ApiWorld.shared();

    static Stream<BadRequest> requests() {
        return Stream.concat(BadBodies.all().stream(), BadRequests.all().stream());
    }

    @Test
    void thereAreManyCases() {
        assertThat(requests()).hasSizeGreaterThan(150);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void isRefusedAndLeavesNothing(BadRequest request) {
        long before = rows();

        Answer answer = send(request);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(request.status());
        assertThat(answer.isProblem()).as(answer.response().headers().toString()).isTrue();
        assertThat(answer.json().path("status").asInt()).isEqualTo(request.status());
        assertThat(answer.json().path("type").asString()).startsWith("urn:vestnik:problem:");
        assertThat(answer.json().path("title").asString()).isNotBlank();
        assertThat(answer.json().path("detail").asString()).isNotBlank();
        if (request.field() != null) {
            assertThat(errors(answer, "field")).contains(request.field());
        }
        assertThat(errors(answer, "message")).allSatisfy(this::hasARussianForm);
        assertThat(answer.response().body())
                .doesNotContain("java.", "jackson", "springframework", "Exception", "postgresql");
        assertThat(answer.response().body().length()).isLessThan(10_000);
        assertThat(rows()).isEqualTo(before);
    }

    private static List<String> errors(Answer answer, String member) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(e -> e.path(member).asString())
                .toList();
    }

    /** For the console, which says it to people. */
    private void hasARussianForm(String message) {
        assertThat(world.api.bean(Sentences.class).in(Locale.of("ru"), message))
                .matches(".*[а-я].*");
    }

    private Answer send(BadRequest request) {
        HttpRequest.Builder http =
                world.client
                        .request("/")
                        .uri(URI.create("http://127.0.0.1:" + world.api.port() + request.path()))
                        .timeout(Duration.ofSeconds(30))
                        .method(request.method(), request.body());
        request.headers().forEach(http::setHeader);
        return world.client.send(http.build());
    }

    private long rows() {
        return world.sql.sql(ALL_ROWS).query(Long.class).single();
    }
}
