package io.vestnik.api.openapi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.json.JsonMapper;

/** Serves the hand-written description of the API, as YAML and as JSON. */
@RestController
class ApiDescriptionController {
    private final String yaml;
    private final String json;

    ApiDescriptionController(JsonMapper mapper) throws IOException {
        this.yaml =
                new ClassPathResource("openapi.yaml").getContentAsString(StandardCharsets.UTF_8);
        Object description = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        this.json = mapper.writeValueAsString(description);
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<String> yaml() {
        return answer("application/yaml;charset=UTF-8", yaml);
    }

    @GetMapping("/openapi.json")
    ResponseEntity<String> json() {
        return answer(MediaType.APPLICATION_JSON_VALUE, json);
    }

    private static ResponseEntity<String> answer(String type, String body) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(type))
                .cacheControl(CacheControl.noCache())
                .body(body);
    }
}
