package io.vestnik.api.console;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/** Turns what ends a request below /console into a page when it reached no controller of ours. */
@Component
class UnreachedPages implements HandlerExceptionResolver, Ordered {
    private static final String OURS = UnreachedPages.class.getPackageName();

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable Object handler,
            Exception exception) {
        if (!isAskedOfUs(request)
                || isOurs(handler)
                || !(exception instanceof ErrorResponse answer)) {
            return null;
        }
        if (response.isCommitted()) {
            // Such as a stream that broke off: nothing is to follow.
            return new ModelAndView();
        }
        answer.getHeaders()
                .forEach(
                        (name, values) -> values.forEach(value -> response.addHeader(name, value)));
        return ProblemPage.of(answer.getStatusCode(), null);
    }

    /** Whatever the server has made of it by now. */
    private static boolean isAskedOfUs(HttpServletRequest request) {
        String address =
                request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String asked
                        ? asked
                        : request.getRequestURI();
        return address.equals("/console") || address.startsWith("/console/");
    }

    private static boolean isOurs(@Nullable Object handler) {
        return handler instanceof HandlerMethod method
                && method.getBeanType().getPackageName().startsWith(OURS);
    }
}
