package io.vestnik.api.openapi;

import static io.vestnik.api.openapi.ApiDescriptionTest.at;
import static io.vestnik.api.openapi.ApiDescriptionTest.description;
import static org.assertj.core.api.Assertions.assertThat;

import io.vestnik.api.ApiWorld;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description says what the running API does. */
class ApiDescriptionIT {
    private final ApiWorld world = ApiWorld.shared();
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void itHasTheOperationsOfTheControllersAndNoOthers() {
        Set<String> mapped = new TreeSet<>();
        world.api
                .bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping ->
                        mapping.getPatternValues().stream()
                                .filter(path -> path.startsWith("/api/"))
                                .forEach(path ->
                                        mapping.getMethodsCondition()
                                                .getMethods()
                                                .forEach(m -> mapped.add(m + " " + path))));
        Set<String> described = new TreeSet<>();
        Map<String, Map<String, Object>> paths = at(description(), "paths");
        paths.forEach((path, operations) ->
                operations.keySet().stream()
                        .filter(word -> !word.equals("parameters"))
                        .forEach(method -> described.add(method.toUpperCase() + " " + path)));

        assertThat(described).isEqualTo(mapped);
    }

    @Test
    void itsExamplesAreAccepted() {
        Map<String, Map<String, Object>> examples =
                at(
                        description(),
                        "paths",
                        "/api/v1/notifications",
                        "post",
                        "requestBody",
                        "content",
                        "application/json",
                        "examples");
        assertThat(examples).hasSize(4);
        examples.forEach((name, example) -> {
            var answer = world.client.post(json.writeValueAsString(example.get("value")));
            assertThat(answer.status()).as(name).isEqualTo(202);
        });
    }

    @Test
    void theExampleOfABatchIsAccepted() {
        Object example =
                at(
                        description(),
                        "paths",
                        "/api/v1/notifications/batch",
                        "post",
                        "requestBody",
                        "content",
                        "application/json",
                        "example");

        var answer =
                world.client.send(
                        world.client
                                .request("/api/v1/notifications/batch")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(json.writeValueAsString(example)))
                                .build());

        assertThat(answer.status()).isEqualTo(202);
    }

    @Test
    void theJsonFormSaysTheSame() {
        JsonNode served = world.client.get("/openapi.json").json();

        assertThat(served).isEqualTo(json.valueToTree(description()));
        assertThat(world.client.get("/openapi.yaml").header("Content-Type"))
                .hasValue("application/yaml;charset=UTF-8");
    }

    @Test
    void theEverythingExampleHasEveryField() {
        Map<String, Object> everything =
                at(
                        description(),
                        "paths",
                        "/api/v1/notifications",
                        "post",
                        "requestBody",
                        "content",
                        "application/json",
                        "examples",
                        "everything",
                        "value");
        Map<String, Object> properties =
                at(description(), "components", "schemas", "NewNotification", "properties");

        assertThat(everything.keySet()).isEqualTo(properties.keySet());
    }
}
