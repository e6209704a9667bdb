package io.vestnik.api.console;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.ui.Model;

/** Tells one form that was sent twice from two: each form that is shown has an id of its own. */
public final class FormId {
    private static final String FIELD = "formId";

    private FormId() {}

    /** That of a form which was sent; a form without one is taken each time. */
    public static Optional<UUID> in(Map<String, String> values) {
        try {
            return Optional.ofNullable(values.get(FIELD)).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Shows a form, with the id it had before if it is shown again. */
    public static void show(Model model, Optional<UUID> before) {
        if (!model.containsAttribute(FIELD)) {
            model.addAttribute(FIELD, before.orElseGet(UUID::randomUUID));
        }
    }

    /** Of a form that was sent and then changed, a new one is made, which says so. */
    public static void renew(Model model) {
        model.addAttribute(FIELD, UUID.randomUUID());
        model.addAttribute("formUsed", true);
    }
}
