package io.vestnik.api.console;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.ModelAndView;

/** The page that says why there is no other. */
public final class ProblemPage {
    private ProblemPage() {}

    /**
     * For this status.
     *
     * @param detail a sentence about this one occurrence; without it there is one for all of a kind
     */
    public static ModelAndView of(HttpStatusCode status, @Nullable String detail) {
        return of(status, String.valueOf(kind(status)), detail);
    }

    /** With texts of its own; the kind names them. */
    public static ModelAndView of(HttpStatusCode status, String kind, @Nullable String detail) {
        var page = new ModelAndView("console/problem", status);
        page.addAllObjects(Map.of("code", kind, "detail", detail == null ? "" : detail));
        return page;
    }

    /** Those that there are texts for. */
    private static int kind(HttpStatusCode status) {
        return switch (status.value()) {
            case 403, 404, 409, 413, 503 -> status.value();
            default -> status.is5xxServerError() ? 500 : 400;
        };
    }
}
