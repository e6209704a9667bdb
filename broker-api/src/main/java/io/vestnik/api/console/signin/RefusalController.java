package io.vestnik.api.console.signin;

import io.vestnik.api.console.ProblemPage;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Shows why a request was turned away before it reached a page; only we forward here. */
@Controller
class RefusalController {
    private static final String PATH = "/console/refused";
    private static final String STATUS = RefusalController.class.getName();
    private static final String FROM_BEFORE = STATUS + ".before";

    /** 403: the role does not allow it. */
    static void forbidden(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        forward(request, response, HttpStatus.FORBIDDEN);
    }

    /** 403: the form is none of ours, or was shown before the newest sign-in. */
    static void fromBefore(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        request.setAttribute(FROM_BEFORE, Continuation.pageBefore(request));
        forward(request, response, HttpStatus.FORBIDDEN);
    }

    /** 503: the database does not answer, so nobody knows who may do what. */
    static void unavailable(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        response.setHeader("Retry-After", "2");
        forward(request, response, HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static void forward(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status)
            throws ServletException, IOException {
        if (response.isCommitted()) {
            return;
        }
        request.setAttribute(STATUS, status);
        request.getRequestDispatcher(PATH).forward(request, response);
    }

    @RequestMapping(PATH)
    ModelAndView refused(HttpServletRequest request) {
        HttpStatus status =
                request.getAttribute(STATUS) instanceof HttpStatus told
                        ? told
                        : HttpStatus.NOT_FOUND;
        Object before = request.getAttribute(FROM_BEFORE);
        return before == null
                ? ProblemPage.of(status, null)
                : ProblemPage.of(status, "before", null).addObject("back", before);
    }
}
