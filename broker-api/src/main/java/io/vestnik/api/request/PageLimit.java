package io.vestnik.api.request;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** How many entries of a list a request asks for: 1 to {@value #MOST}. */
public final class PageLimit {
    private static final int MOST = 100;

    private PageLimit() {}

    /**
     * Reads the parameter.
     *
     * @param usual what a request gets that does not say
     * @throws ProblemException 400 naming it when it is not acceptable
     */
    public static int read(@Nullable String text, int usual) {
        var problems = new FieldProblems();
        int limit = read(text, usual, problems);
        problems.throwIfAny();
        return limit;
    }

    /**
     * Reads the parameter, and notes when it is not acceptable.
     *
     * @param usual what a request gets that does not say
     */
    public static int read(@Nullable String text, int usual, FieldProblems problems) {
        if (text == null) {
            return usual;
        }
        int limit = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            problems.add("limit", "must be from 1 to " + MOST);
        }
        return limit;
    }
}
