package io.vestnik.api.request;

import io.vestnik.api.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Reads JSON that says exactly what it means: nothing unknown, nothing twice, nothing converted.
 */
@Component
public final class StrictJson {
    /** An object in a list in an object is the deepest that any request goes. */
    private static final int MAX_DEPTH = 4;

    private static final int MAX_TOKENS = 1_000;

    /** A list of requests in an object. */
    private static final int BATCH_DEPTH = MAX_DEPTH + 2;

    /**
     * For each of a thousand. One that has all there may be, 20 headers, files and entries of
     * metadata, has 271; and names nobody asked for take ten times the memory of their bytes.
     */
    private static final int BATCH_TOKENS = 1_000 * 300;

    private static final int MAX_NAME_LENGTH = 1_000;
    private static final int MAX_NUMBER_LENGTH = 40;

    private final JsonMapper mapper = mapper(MAX_DEPTH, MAX_TOKENS);
    private final JsonMapper batchMapper = mapper(BATCH_DEPTH, BATCH_TOKENS);

    private static JsonMapper mapper(int depth, int tokens) {
        return JsonMapper.builder(
                        JsonFactory.builder()
                                .streamReadConstraints(
                                        StreamReadConstraints.builder()
                                                .maxNestingDepth(depth)
                                                .maxTokenCount(tokens)
                                                .maxNameLength(MAX_NAME_LENGTH)
                                                .maxNumberLength(MAX_NUMBER_LENGTH)
                                                .maxStringLength(BodyReader.MAX_BYTES)
                                                .maxDocumentLength(BodyReader.MAX_BYTES)
                                                .build())
                                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                .build())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> {
                            text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                            text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                            text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                        })
                .build();
    }

    /**
     * Reads a body into a record.
     *
     * @throws ProblemException 400 naming the first field that does not fit
     */
    public <T> T read(byte[] body, Class<T> type) {
        return read(mapper, body, type);
    }

    /** As {@link #read}, for a list of requests in one body. */
    public <T> T readBatch(byte[] body, Class<T> type) {
        return read(batchMapper, body, type);
    }

    private static <T> T read(JsonMapper mapper, byte[] body, Class<T> type) {
        // The library would take invalid UTF-8 for characters, and guess at UTF-16 and UTF-32.
        var decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        T value;
        try {
            value =
                    mapper.readValue(
                            new InputStreamReader(new ByteArrayInputStream(body), decoder), type);
        } catch (JacksonException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? ProblemException.invalid("body", "is not valid UTF-8")
                    : JsonProblems.problemWith(e);
        }
        if (value == null) {
            throw ProblemException.invalid("body", "must be a JSON object");
        }
        return value;
    }
}
