package io.vestnik.api.intake;

import io.vestnik.api.notification.NotificationView;
import io.vestnik.api.notification.Notifications;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.contract.AttachmentRef;
import io.vestnik.contract.Content;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a notification that is stored as the request that would have made it. */
@Component
class Originals {
    /** Beside the fields of the request: where it stands. */
    static final String STATUS = "status";

    private final Notifications notifications;
    private final JsonMapper json;

    Originals(Notifications notifications, JsonMapper json) {
        this.notifications = notifications;
        this.json = json;
    }

    /**
     * One of this owner.
     *
     * @throws ProblemException 404
     */
    ObjectNode find(String owner, UUID id, boolean withFiles) {
        NotificationView one =
                notifications.find(owner, id).orElseThrow(ProblemException::noSuchNotification);
        Content content =
                notifications.content(owner, id).orElseThrow(ProblemException::noSuchNotification);
        ObjectNode request =
                json.createObjectNode()
                        .put(STATUS, one.status())
                        .put("channel", one.channel())
                        .put("recipient", one.recipient())
                        .put("maxAttempts", one.maxAttempts())
                        .put("onUncertain", one.onUncertain())
                        .put("priority", one.priority());
        put(request, "subject", content.subject());
        put(request, "text", content.text());
        put(request, "html", content.html());
        put(request, "fromName", content.fromName());
        put(request, "replyTo", content.replyTo());
        request.set("headers", json.valueToTree(content.headers()));
        request.set("metadata", json.valueToTree(one.metadata()));
        if (withFiles && !one.attachments().isEmpty()) {
            request.set("attachments", files(owner, one));
        }
        return request;
    }

    private static void put(ObjectNode request, String field, @Nullable String value) {
        if (value != null) {
            request.put(field, value);
        }
    }

    private ArrayNode files(String owner, NotificationView one) {
        ArrayNode files = json.createArrayNode();
        for (AttachmentRef file : one.attachments()) {
            files.addObject()
                    .put("name", file.name())
                    .put("contentType", file.contentType())
                    .put("contentBase64", bytes(owner, one.id(), files.size() - 1));
        }
        return files;
    }

    private byte[] bytes(String owner, UUID id, int position) {
        try {
            return notifications
                    .file(owner, id, position)
                    .orElseThrow(ProblemException::noSuchNotification)
                    .content()
                    .getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
