package io.vestnik.api.console.settings;

import io.vestnik.api.security.Refusal;
import io.vestnik.api.security.RefusedException;
import java.io.Serializable;
import java.util.UUID;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What a page says after a form was sent to it: it is kept until the page is shown, and no longer.
 */
final class Answer {
    private Answer() {}

    /** That it is done; the words stand in the bundle. */
    static void done(RedirectAttributes next, String word) {
        next.addFlashAttribute("done", "settings.done." + word);
    }

    /** Why it is not. */
    static void refused(RedirectAttributes next, RefusedException why) {
        next.addFlashAttribute("refused", "settings.refused." + why.why().word());
    }

    /** A key or a password, for the only time that anybody sees it. */
    static void reveal(RedirectAttributes next, String name, String secret) {
        next.addFlashAttribute("revealed", new Revealed(name, secret));
    }

    /** Whose it is, and what. */
    record Revealed(String name, String secret) implements Serializable {}

    /** An id from an address; of what is none, there is nothing. */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException(Refusal.UNKNOWN);
        }
    }
}
