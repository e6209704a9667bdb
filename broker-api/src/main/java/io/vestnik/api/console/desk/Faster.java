package io.vestnik.api.console.desk;

import io.vestnik.api.console.ProblemTexts;
import io.vestnik.api.manual.LastDecision;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.run.RunView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tells the loser of two who was first, and when. */
@Component
class Faster {
    private final MessageSource texts;
    private final ProblemTexts problems;

    Faster(MessageSource texts, ProblemTexts problems) {
        this.texts = texts;
        this.problems = problems;
    }

    /**
     * Lets the next page say who was faster.
     *
     * @throws ProblemException the same one, when it is about something else
     */
    void tell(ProblemException problem, RedirectAttributes next, Locale language) {
        if (problem.getStatusCode().value() != HttpStatus.CONFLICT.value()) {
            throw problem;
        }
        next.addFlashAttribute("flash", text(problem, language));
        next.addFlashAttribute("flashKind", "warn");
    }

    /** The run that somebody else has begun, when that is the problem. */
    static Optional<RunView> runIn(ProblemException problem) {
        return member(problem, "run", RunView.class);
    }

    private String text(ProblemException problem, Locale language) {
        Optional<String> run =
                runIn(problem)
                        .map(one ->
                                text(
                                        "desk.faster.run." + one.action(),
                                        language,
                                        one.startedBy(),
                                        one.startedAt()));
        return run.or(() ->
                        member(problem, "lastDecision", LastDecision.class)
                                .map(last ->
                                        text(
                                                "desk.faster." + last.action(),
                                                language,
                                                last.decidedBy(),
                                                last.decidedAt())))
                .orElseGet(() -> problems.inShort(problem, language));
    }

    private String text(String key, Locale language, String who, Instant when) {
        String time = when.truncatedTo(ChronoUnit.SECONDS).toString();
        return texts.getMessage(
                key, new Object[] {who, time.replace('T', ' ').replace("Z", " UTC")}, language);
    }

    private static <T> Optional<T> member(ProblemException problem, String name, Class<T> type) {
        Map<String, Object> members = problem.getBody().getProperties();
        return members == null
                ? Optional.empty()
                : Optional.ofNullable(members.get(name)).filter(type::isInstance).map(type::cast);
    }
}
