package io.vestnik.api.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** The kinds of problem a caller can meet; their URNs are part of the API and never change. */
public enum ProblemType {
    /** The body, a field, a parameter or a header is not acceptable. */
    INVALID_REQUEST(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not acceptable"),
    /** No key, or one that is not known. */
    UNAUTHORIZED(HttpStatus.UNAUTHORIZED, "unauthorized", "A valid API key is needed"),
    /** The key is valid, but not made for this. */
    FORBIDDEN(HttpStatus.FORBIDDEN, "forbidden", "The API key does not allow it"),
    /** Nothing is there, or nothing that this key may see. */
    NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "There is nothing here"),
    /** The path exists, but not with this method. */
    METHOD_NOT_ALLOWED(
            HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "The method is not possible here"),
    /** The caller does not take JSON. */
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "The answer would be JSON"),
    /** The body did not arrive in time. */
    BODY_TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "body-too-slow", "The body came too slowly"),
    /** The notification is not in the state that the request needs. */
    WRONG_STATE(HttpStatus.CONFLICT, "wrong-state", "The notification is in another state"),
    /** Somebody is deciding about the same group already. */
    RUN_UNDER_WAY(HttpStatus.CONFLICT, "run-under-way", "Somebody was faster"),
    /** Another request with the same Idempotency-Key is being answered right now. */
    KEY_IN_FLIGHT(HttpStatus.CONFLICT, "key-in-flight", "The Idempotency-Key is in use"),
    /** The body is larger than the API takes. */
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "The body is too large"),
    /** The body is not plain JSON in UTF-8. */
    UNSUPPORTED_MEDIA_TYPE(
            HttpStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-media-type",
            "The body must be application/json"),
    /** The Idempotency-Key belongs to a request with another body. */
    KEY_REUSED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "key-reused",
            "The Idempotency-Key was used for another request"),
    /** Nobody sends on this channel. */
    CHANNEL_NOT_CONFIGURED(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "channel-not-configured",
            "The channel has no sender"),
    /** The service cannot answer for the moment; the same request may be sent again. */
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Please try again shortly"),
    /** A fault of ours. */
    UNEXPECTED(HttpStatus.INTERNAL_SERVER_ERROR, "unexpected", "Something went wrong on our side");

    private final HttpStatus status;
    private final URI type;
    private final String title;

    ProblemType(HttpStatus status, String word, String title) {
        this.status = status;
        this.type = URI.create("urn:vestnik:problem:" + word);
        this.title = title;
    }

    HttpStatus status() {
        return status;
    }

    /** The kind that stands for a status which the web framework chose. */
    static ProblemType of(HttpStatusCode status) {
        for (ProblemType type : values()) {
            if (type.status.value() == status.value()) {
                return type;
            }
        }
        return status.is5xxServerError() ? UNEXPECTED : INVALID_REQUEST;
    }

    /**
     * A problem document of this kind.
     *
     * @param detail a sentence about this one occurrence
     */
    ProblemDetail document(String detail) {
        ProblemDetail document = ProblemDetail.forStatusAndDetail(status, detail);
        document.setType(type);
        document.setTitle(title);
        return document;
    }
}
