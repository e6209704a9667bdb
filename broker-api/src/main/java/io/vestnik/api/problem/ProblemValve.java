package io.vestnik.api.problem;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Answers requests so broken that the server refuses them before the application sees them. */
public final class ProblemValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemDetail problem =
                ProblemType.of(HttpStatusCode.valueOf(status))
                        .document("The request is not well-formed HTTP");
        try {
            response.setContentType("application/problem+json");
            response.getReporter()
                    .write(
                            """
                            {"type":"%s","title":"%s","status":%d,"detail":"%s"}\
                            """
                                    .formatted(
                                            problem.getType(),
                                            problem.getTitle(),
                                            status,
                                            problem.getDetail()));
            response.finishResponse();
        } catch (IOException gone) {
            // The caller no longer reads.
        }
    }
}
