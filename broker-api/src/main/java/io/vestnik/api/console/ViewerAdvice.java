package io.vestnik.api.console;

import io.vestnik.api.notification.Notifications;
import io.vestnik.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells each page of the console who looks at it. */
@ControllerAdvice(basePackageClasses = ViewerAdvice.class)
class ViewerAdvice {
    private final Notifications notifications;

    ViewerAdvice(Notifications notifications) {
        this.notifications = notifications;
    }

    /** Nobody on the pages before the sign-in. */
    @ModelAttribute("viewer")
    @Nullable Viewer viewer(
            HttpServletRequest request, @AuthenticationPrincipal @Nullable Caller caller) {
        if (caller == null) {
            return null;
        }
        return new Viewer(
                caller.name(),
                notifications.countManual(caller.owner(), Viewer.MOST),
                request.isUserInRole("OPERATE"),
                request.isUserInRole("ADMIN"));
    }

    /** Whether a part of a page is asked for by its script, and the frame stays as it is. */
    @ModelAttribute("renewed")
    boolean renewed(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null;
    }
}
