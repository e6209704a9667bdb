package io.vestnik.api.problem;

import io.vestnik.api.log.Complaint;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns whatever ends a request into a problem document that tells no names of ours. */
@RestControllerAdvice
final class ProblemAdvice extends ResponseEntityExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Complaint complaint = new Complaint(log);

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception exception,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (exception instanceof ProblemException) {
            return super.handleExceptionInternal(exception, body, headers, status, request);
        }
        ProblemType type = ProblemType.of(status);
        return super.handleExceptionInternal(
                exception, type.document(sentence(type)), headers, type.status(), request);
    }

    // The framework's own sentences name resources and parameters of its inside.
    private static String sentence(ProblemType type) {
        return switch (type) {
            case METHOD_NOT_ALLOWED -> "The header Allow lists the methods that are possible";
            case NOT_ACCEPTABLE -> "The header Accept must allow application/json";
            case UNSUPPORTED_MEDIA_TYPE -> "The header Content-Type must be application/json";
            case NOT_FOUND -> "The description of the API is at /openapi.yaml";
            default -> "The request cannot be answered";
        };
    }

    @ExceptionHandler
    ResponseEntity<Object> noKey(AuthenticationException exception) {
        if (exception instanceof AuthenticationServiceException) {
            return unavailable(exception);
        }
        return ResponseEntity.status(ProblemType.UNAUTHORIZED.status())
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"vestnik\"")
                .body(
                        ProblemType.UNAUTHORIZED.document(
                                "The header Authorization must be 'Bearer' and a valid API key"));
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<Object> unavailable(Exception exception) {
        complaint.warn("Requests are answered 503: " + rootOf(exception));
        return ResponseEntity.status(ProblemType.UNAVAILABLE.status())
                .header(HttpHeaders.RETRY_AFTER, "2")
                .body(ProblemType.UNAVAILABLE.document("The database does not answer right now"));
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> lockTimeout(
            UncategorizedSQLException exception, HttpServletResponse response) {
        return LockTimeout.is(exception) ? unavailable(exception) : unexpected(exception, response);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> unexpected(Exception exception, HttpServletResponse response) {
        if (exception instanceof IOException || response.isCommitted()) {
            log.debug("The caller went away", exception);
            return null;
        }
        log.error("A request ended with an exception that nobody had thought of", exception);
        return ResponseEntity.status(ProblemType.UNEXPECTED.status())
                .body(ProblemType.UNEXPECTED.document("The fault is in our log"));
    }

    private static Throwable rootOf(Throwable exception) {
        Throwable cause = exception.getCause();
        return cause == null ? exception : rootOf(cause);
    }
}
