package io.vestnik.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers for requests that ended before they reached a controller. */
@RestController
final class ErrorPageController implements ErrorController {

    /** Thrown, so that each part of the address space answers in its own way. */
    @RequestMapping("/error")
    void problem(HttpServletRequest request) {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        ProblemType type =
                ProblemType.of(
                        code instanceof Integer number
                                ? HttpStatusCode.valueOf(number)
                                : HttpStatus.NOT_FOUND);
        throw ProblemException.of(type, "The request cannot be answered");
    }
}
