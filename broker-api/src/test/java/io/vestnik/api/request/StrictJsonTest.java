package io.vestnik.api.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.api.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class StrictJsonTest {
    private final StrictJson json = new StrictJson();

    record Order(String name, Integer count, List<Line> lines, Map<String, String> notes) {}

    record Line(String article) {}

    @Test
    void whatIsMeantIsRead() {
        byte[] body =
                """
                {"name":"Größe","count":2,"lines":[{"article":"a"}],"notes":{"k":"v"}}\
                """
                        .getBytes(UTF_8);

        assertThat(json.read(body, Order.class))
                .isEqualTo(new Order("Größe", 2, List.of(new Line("a")), Map.of("k", "v")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":1}| name must be a string",
                "{\"count\":\"1\"}| count must be a whole number",
                "{\"count\":99999999999}| count is out of range",
                "{\"lines\":{}}| lines must be a list",
                "{\"lines\":[1]}| lines[0] must be an object",
                "{\"lines\":[{\"article\":[]}]}| lines[0].article must be a string",
                "{\"lines\":[{\"price\":1}]}| lines[0].price is not a known field",
                "{\"lines\":[{\"article\":\"a\",\"article\":\"a\"}]}| lines[0].article is there twice",
                "{\"notes\":{\"a/b\":\"1\",\"a/b\":\"2\"}}| notes.a/b is there twice",
                "{\"notes\":{\"k\":true}}| notes.k must be a string",
                "{\"name\":\"a\",}| body is not valid JSON (line 1, column 13)",
                "{} {}| body goes on after its end",
                "[]| body must be an object",
                "null| body must be a JSON object"
            })
    void whatIsWrongIsSaidInTheCallersWords(String body, String sentence) {
        assertThatThrownBy(() -> json.read(body.getBytes(UTF_8), Order.class))
                .isInstanceOf(ProblemException.class)
                .satisfies(e ->
                        assertThat(((ProblemException) e).getBody().getDetail())
                                .startsWith(sentence));
    }

    @Test
    void aThousandRequestsWithAllThereMayBeAreRead() {
        String one =
                "{"
                        + members(10, "\"v\"")
                        + ",\"headers\":{"
                        + members(20, "\"v\"")
                        + "},\"metadata\":{"
                        + members(20, "\"v\"")
                        + "},\"attachments\":["
                        + repeated(20, _ -> "{" + members(3, "\"v\"") + "}")
                        + "]}";

        JsonNode batch =
                json.readBatch(
                        ("{\"notifications\":[" + repeated(1_000, _ -> one) + "]}").getBytes(UTF_8),
                        JsonNode.class);

        assertThat(batch.path("notifications").size()).isEqualTo(1_000);
    }

    @Test
    void aBatchOfMoreNamesThanAThousandRequestsMayHaveIsRefused() {
        byte[] body = ("{\"notes\":{" + members(200_000, "\"v\"") + "}}").getBytes(UTF_8);

        assertThatThrownBy(() -> json.readBatch(body, Order.class))
                .isInstanceOf(ProblemException.class);
    }

    private static String members(int many, String value) {
        return repeated(many, i -> "\"n" + i + "\":" + value);
    }

    private static String repeated(int many, IntFunction<String> one) {
        return IntStream.range(0, many).mapToObj(one).collect(Collectors.joining(","));
    }
}
