package io.vestnik.api.console;

import io.vestnik.api.problem.FieldProblem;
import io.vestnik.api.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a form, by field; of several in one field the first. */
public final class FieldTexts {
    private FieldTexts() {}

    /** Of the whole form when no field is named: then under the empty name. */
    public static Map<String, String> of(ProblemException wrong) {
        Map<String, String> byField = new LinkedHashMap<>();
        Map<String, Object> members = wrong.getBody().getProperties();
        if (members != null && members.get("errors") instanceof List<?> errors) {
            for (Object error : errors) {
                if (error instanceof FieldProblem(String field, String message)) {
                    byField.putIfAbsent(field, message);
                }
            }
        }
        if (byField.isEmpty()) {
            byField.put("", String.valueOf(wrong.getBody().getDetail()));
        }
        return byField;
    }
}
