package io.vestnik.api.console;

import io.vestnik.api.log.Complaint;
import io.vestnik.api.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.ModelAndView;

/** Turns whatever ends the request for a page into a page that says so. */
@ControllerAdvice(basePackageClasses = ConsoleProblems.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ConsoleProblems {
    private static final Logger log = LoggerFactory.getLogger(ConsoleProblems.class);

    /** What can be done with one notification, below its page. */
    private static final Pattern ABOUT_ONE =
            Pattern.compile("(/console/notifications/[0-9a-fA-F-]{36})/[a-z]+");

    private final Complaint complaint = new Complaint(log);
    private final ProblemTexts texts;

    ConsoleProblems(ProblemTexts texts) {
        this.texts = texts;
    }

    @ExceptionHandler
    ModelAndView refused(ProblemException problem, HttpServletRequest request, Locale language) {
        ModelAndView page =
                ProblemPage.of(problem.getStatusCode(), texts.inShort(problem, language));
        Matcher one = ABOUT_ONE.matcher(request.getRequestURI());
        if (one.matches() && problem.getStatusCode().value() != HttpStatus.NOT_FOUND.value()) {
            page.addObject("one", one.group(1));
        }
        Map<String, Object> members = problem.getBody().getProperties();
        if (members != null) {
            page.addObject("lastDecision", members.get("lastDecision"));
        }
        return page;
    }

    @ExceptionHandler
    ModelAndView unreadable(TypeMismatchException wrong) {
        return ProblemPage.of(HttpStatus.BAD_REQUEST, null);
    }

    @ExceptionHandler
    ModelAndView forbidden(AccessDeniedException denied) {
        return ProblemPage.of(HttpStatus.FORBIDDEN, null);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ModelAndView unavailable(Exception exception) {
        complaint.warn("Pages are answered 503: " + exception.getMessage());
        return ProblemPage.of(HttpStatus.SERVICE_UNAVAILABLE, null);
    }

    @ExceptionHandler
    @Nullable ModelAndView unexpected(Exception exception, HttpServletResponse response) {
        if (exception instanceof IOException || response.isCommitted()) {
            log.debug("The viewer went away", exception);
            return null;
        }
        if (exception instanceof ErrorResponse answer) {
            return ProblemPage.of(answer.getStatusCode(), null);
        }
        log.error("A page ended with an exception that nobody had thought of", exception);
        return ProblemPage.of(HttpStatus.INTERNAL_SERVER_ERROR, null);
    }
}
