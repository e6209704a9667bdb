package io.vestnik.api.desk;

import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.request.PageLimit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a group is to be shown.
 *
 * @param limit 1 to 100
 * @param after the end of the page before
 */
public record GroupPlace(int limit, GroupCursor after) {
    /** How many a page has unless somebody says otherwise. */
    public static final int USUAL_LIMIT = 50;

    static final Set<String> PARAMETERS = Set.of("limit", "cursor");

    /**
     * Reads the parameters of a request.
     *
     * @throws ProblemException 400 naming the one that is not acceptable
     */
    public static GroupPlace of(@Nullable String limit, @Nullable String cursor) {
        return new GroupPlace(
                PageLimit.read(limit, USUAL_LIMIT),
                cursor == null ? GroupCursor.START : GroupCursor.decode(cursor));
    }
}
