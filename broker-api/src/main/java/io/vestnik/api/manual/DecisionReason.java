package io.vestnik.api.manual;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.contract.email.HeaderRules;
import org.jspecify.annotations.Nullable;

/** Checks why somebody decides, which everybody reads in the record. */
public final class DecisionReason {
    private DecisionReason() {}

    /** Notes what is wrong with it: it is one line of at most 255 characters, or not there. */
    public static void check(@Nullable String reason, FieldProblems problems) {
        if (reason == null) {
            return;
        }
        if (reason.isBlank()) {
            problems.add("reason", "must not be empty");
        } else {
            problems.add("reason", HeaderRules.problemWithValue(reason));
        }
    }
}
