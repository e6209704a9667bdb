package io.vestnik.api.console;

import io.vestnik.api.problem.FieldProblem;
import io.vestnik.api.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** What is wrong with a form, a filter or a request, in the language of the page. */
@Component
public final class ProblemTexts {
    private final Sentences sentences;
    private final MessageSource texts;

    ProblemTexts(Sentences sentences, MessageSource texts) {
        this.sentences = sentences;
        this.texts = texts;
    }

    /**
     * By field; of several in one field the first. Of the whole form when no field is named: then
     * under the empty name.
     */
    public Map<String, String> byField(ProblemException wrong, Locale language) {
        Map<String, String> byField = new LinkedHashMap<>();
        for (FieldProblem one : fields(wrong)) {
            byField.putIfAbsent(one.field(), sentences.in(language, one.message()));
        }
        if (byField.isEmpty()) {
            byField.put("", detail(wrong, language));
        }
        return byField;
    }

    /** All of it in one sentence, of several fields the first. */
    public String inShort(ProblemException wrong, Locale language) {
        List<FieldProblem> fields = fields(wrong);
        if (fields.isEmpty()) {
            return detail(wrong, language);
        }
        FieldProblem first = fields.getFirst();
        Object[] values = {
            sentences.in(language, first.field()),
            sentences.in(language, first.message()),
            fields.size() - 1
        };
        String key = fields.size() == 1 ? "console.problem.one" : "console.problem.more";
        return texts.getMessage(key, values, language);
    }

    private String detail(ProblemException wrong, Locale language) {
        return sentences.in(language, String.valueOf(wrong.getBody().getDetail()));
    }

    private static List<FieldProblem> fields(ProblemException wrong) {
        Map<String, Object> members = wrong.getBody().getProperties();
        return members != null && members.get("errors") instanceof List<?> errors
                ? errors.stream()
                        .filter(FieldProblem.class::isInstance)
                        .map(FieldProblem.class::cast)
                        .toList()
                : List.of();
    }
}
