package io.vestnik.api.problem;

import java.util.List;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Ends a request with a problem document. */
public final class ProblemException extends ErrorResponseException {
    private static final long serialVersionUID = 1L;

    private final ProblemType type;

    private ProblemException(ProblemType type, ProblemDetail document) {
        super(type.status(), document, null);
        this.type = type;
    }

    /** Whether it is of this kind. */
    public boolean is(ProblemType kind) {
        return type == kind;
    }

    /**
     * A problem of this kind.
     *
     * @param detail a sentence about this one occurrence
     */
    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, type.document(detail));
    }

    /** 400 because of one field; the message is the end of a sentence that begins with its name. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldProblem(field, message)));
    }

    static ProblemException invalid(List<FieldProblem> fields) {
        FieldProblem first = fields.getFirst();
        String more = fields.size() == 1 ? "" : " (and " + (fields.size() - 1) + " more)";
        return of(ProblemType.INVALID_REQUEST, first.field() + " " + first.message() + more)
                .with("errors", List.copyOf(fields));
    }

    /** 404 that does not tell the unknown from the foreign. */
    public static ProblemException noSuchNotification() {
        return of(ProblemType.NOT_FOUND, "There is no notification with this id");
    }

    /** Adds a member to the document. */
    public ProblemException with(String member, Object value) {
        getBody().setProperty(member, value);
        return this;
    }

    /** Tells the caller after how many seconds another try makes sense. */
    public ProblemException retryAfter(int seconds) {
        getHeaders().set("Retry-After", String.valueOf(seconds));
        return this;
    }
}
