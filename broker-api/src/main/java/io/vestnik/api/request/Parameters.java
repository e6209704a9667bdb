package io.vestnik.api.request;

import io.vestnik.api.problem.FieldProblems;
import io.vestnik.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.util.UriComponentsBuilder;

/** Checks the parameters in a request's address. */
public final class Parameters {
    private Parameters() {}

    /**
     * Lets through only the known ones, each once at most.
     *
     * @throws ProblemException 400 naming the others
     */
    public static void allow(HttpServletRequest request, Set<String> known) {
        var problems = new FieldProblems();
        inAddress(request)
                .forEach((name, values) -> {
                    if (!known.contains(name)) {
                        problems.add(name, "is not a parameter");
                    } else if (values.size() > 1) {
                        problems.add(name, "is there twice");
                    }
                });
        problems.throwIfAny();
    }

    // Not getParameterMap: it would read the body of a form.
    private static Map<String, List<String>> inAddress(HttpServletRequest request) {
        return Optional.ofNullable(request.getQueryString())
                .map(query -> UriComponentsBuilder.newInstance().query(query).build())
                .<Map<String, List<String>>>map(address -> address.getQueryParams())
                .orElse(Map.of());
    }
}
