package io.vestnik.api.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what is wrong with a request, so that its sender learns all of it at once. */
public final class FieldProblems {
    /** More than anybody reads; a hostile body could name thousands. */
    private static final int MOST = 50;

    private final String prefix;
    private final List<FieldProblem> found;

    /** Of a whole request. */
    public FieldProblems() {
        this("", new ArrayList<>());
    }

    private FieldProblems(String prefix, List<FieldProblem> found) {
        this.prefix = prefix;
        this.found = found;
    }

    /**
     * The same collection for a part of the request; what is added there is named with the path of
     * the part.
     *
     * @param path such as {@code notifications[17]}
     */
    public FieldProblems within(String path) {
        return new FieldProblems(prefix + path + ".", found);
    }

    /** Notes one; the message is the end of a sentence that begins with the field's name. */
    public void add(String field, String message) {
        if (found.size() < MOST) {
            found.add(new FieldProblem(prefix + field, message));
        }
    }

    /** Notes one if there is one, and says whether there was. */
    public boolean add(String field, Optional<String> message) {
        message.ifPresent(text -> add(field, text));
        return message.isPresent();
    }

    /** Ends the request with 400 when anything was noted. */
    public void throwIfAny() {
        if (!found.isEmpty()) {
            throw ProblemException.invalid(found);
        }
    }
}
