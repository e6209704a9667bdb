package io.vestnik.api.request;

import io.vestnik.api.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in the caller's words what the JSON library did not like, without its class names. */
final class JsonProblems {
    /** A name that somebody made up may be long; this much of it is enough to recognise it. */
    private static final int LONGEST_NAME = 64;

    private JsonProblems() {}

    static ProblemException problemWith(JacksonException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                    ProblemException.invalid(field(unknown.getPath()), "is not a known field");
            case MismatchedInputException trailing when says(trailing, "Trailing token") ->
                    ProblemException.invalid("body", "goes on after its end");
            case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
                    ProblemException.invalid(
                            field(mismatch.getPath()), "must be " + kind(mismatch.getTargetType()));
            case InputCoercionException number ->
                    ProblemException.invalid(fieldAt(number), "is out of range");
            case StreamConstraintsException limits ->
                    ProblemException.invalid(
                            "body", "is nested too deeply, or has too many or too long parts");
            default -> syntaxProblem(e);
        };
    }

    private static ProblemException syntaxProblem(JacksonException e) {
        if (says(e, "Duplicate Object property")) {
            return ProblemException.invalid(fieldAt(e), "is there twice");
        }
        TokenStreamLocation at = e.getLocation();
        String where =
                at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        return ProblemException.invalid("body", "is not valid JSON" + where);
    }

    /** Where the library has one class for several things. */
    private static boolean says(JacksonException e, String beginning) {
        return String.valueOf(e.getOriginalMessage()).startsWith(beginning);
    }

    /** Where the parser stood, for exceptions that have no path of their own. */
    private static String fieldAt(JacksonException e) {
        if (!(e.processor() instanceof JsonParser parser)) {
            return "body";
        }
        String pointer = parser.streamReadContext().pathAsPointer().toString();
        String path =
                pointer.substring(pointer.isEmpty() ? 0 : 1)
                        .replaceAll("/(\\d+)(?=/|$)", "[$1]")
                        .replace('/', '.')
                        .replace("~1", "/")
                        .replace("~0", "~");
        return path.isEmpty() ? "body" : shortened(path);
    }

    private static String field(List<Reference> path) {
        StringBuilder field = new StringBuilder();
        for (Reference step : path) {
            String name = step.getPropertyName();
            if (name == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(shortened(name));
            }
        }
        return field.isEmpty() ? "body" : field.toString();
    }

    /** The beginning of a name that a stranger chose. */
    private static String shortened(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == String.class) {
            return "a string";
        }
        if (type == Integer.class) {
            return "a whole number";
        }
        if (type != null && Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type != null && (Map.class.isAssignableFrom(type) || type.isRecord())) {
            return "an object";
        }
        return "something else";
    }
}
