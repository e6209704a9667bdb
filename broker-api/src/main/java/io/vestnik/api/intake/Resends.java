package io.vestnik.api.intake;

import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.manual.Decision;
import io.vestnik.api.manual.Decisions;
import io.vestnik.api.outbox.OutboxLimit;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.problem.ProblemType;
import io.vestnik.api.request.StrictJson;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.NotificationStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends a changed copy of a notification, by the same way and with the same checks as a new one.
 * The original stays as it was, unless it is to be discarded with that.
 */
@Service
public class Resends {
    private static final String DISCARD_ORIGINAL = "discardOriginal";

    private final Originals originals;
    private final StrictJson strict;
    private final JsonMapper json;
    private final Intake intake;
    private final Decisions decisions;
    private final OutboxLimit limit;
    private final Audit audit;
    private final UsualChoices usual;

    Resends(
            Originals originals,
            StrictJson strict,
            JsonMapper json,
            Intake intake,
            Decisions decisions,
            OutboxLimit limit,
            Audit audit,
            RetryProperties retry,
            ChannelProperties channels) {
        this.originals = originals;
        this.strict = strict;
        this.json = json;
        this.intake = intake;
        this.decisions = decisions;
        this.limit = limit;
        this.audit = audit;
        this.usual = UsualChoices.of(retry, channels);
    }

    /**
     * Accepts the copy; it is committed when this returns.
     *
     * @param changes as the API takes them
     * @param form of which form they are: the same one gets the same copy
     * @throws ProblemException as the API would answer
     */
    public UUID resend(Caller caller, UUID original, byte[] changes, Optional<UUID> form) {
        return accept(caller, original, changes, RequestKey.of(form, bound(original, changes)))
                .id();
    }

    /** A key is bound to what is copied too, not only to the changes. */
    static byte[] bound(UUID original, byte[] body) {
        byte[] name = ("resend " + original + "\n").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(name.length + body.length).put(name).put(body).array();
    }

    Acceptance accept(Caller caller, UUID original, byte[] body, Optional<RequestKey> key) {
        limit.admit();
        ObjectNode changes = changes(body);
        boolean discard = discardsOriginal(changes);
        ObjectNode copy = originals.find(caller.owner(), original, !changes.has("attachments"));
        checkHasEnded(copy);
        Changes.apply(changes, copy);
        NewNotification asked = strict.read(json.writeValueAsBytes(copy), NewNotification.class);
        CheckedNotification checked = NotificationCheck.check(asked, usual);
        return intake.resend(
                caller,
                original,
                checked,
                key,
                child -> {
                    audit.write(
                            caller.name(), AuditAction.RESENT, child.toString(), "of " + original);
                    if (discard) {
                        decisions.discard(new Decision(original, caller, "resent as " + child));
                    }
                });
    }

    private ObjectNode changes(byte[] body) {
        if (body.length == 0) {
            return json.createObjectNode();
        }
        if (strict.read(body, JsonNode.class) instanceof ObjectNode changes) {
            return changes;
        }
        throw ProblemException.invalid("body", "must be a JSON object");
    }

    private static boolean discardsOriginal(ObjectNode changes) {
        JsonNode asked = changes.remove(DISCARD_ORIGINAL);
        if (asked == null) {
            return false;
        }
        if (!asked.isBoolean()) {
            throw ProblemException.invalid(DISCARD_ORIGINAL, "must be true or false");
        }
        return asked.asBoolean();
    }

    /** What is on its way would arrive twice. */
    private static void checkHasEnded(ObjectNode original) {
        String status = original.remove(Originals.STATUS).asString();
        if (status.equals(NotificationStatus.QUEUED.word())
                || status.equals(NotificationStatus.RETRYING.word())) {
            throw ProblemException.of(
                            ProblemType.WRONG_STATE,
                            "It is %s. Only from manual, or when it has ended, can it be resent"
                                    .formatted(status))
                    .with("notificationStatus", status);
        }
    }
}
