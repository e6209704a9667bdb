package io.vestnik.api.intake;

import io.vestnik.api.audit.Audit;
import io.vestnik.api.audit.AuditAction;
import io.vestnik.api.config.RetryProperties;
import io.vestnik.api.outbox.OutboxLimit;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.api.request.StrictJson;
import io.vestnik.api.security.Caller;
import io.vestnik.contract.Channel;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Takes notifications from the console, by the same way and with the same checks as the API. */
@Service
public class Submissions {
    private final StrictJson json;
    private final Intake intake;
    private final OutboxLimit limit;
    private final Audit audit;
    private final UsualChoices usual;

    Submissions(
            StrictJson json,
            Intake intake,
            OutboxLimit limit,
            Audit audit,
            RetryProperties retry,
            ChannelProperties channels) {
        this.json = json;
        this.intake = intake;
        this.limit = limit;
        this.audit = audit;
        this.usual = UsualChoices.of(retry, channels);
    }

    /**
     * Accepts one; it is committed when this returns.
     *
     * @param body as the API takes it
     * @param form of which form it is: the same one gets the same notification
     * @throws ProblemException as the API would answer
     */
    public UUID submit(Caller caller, byte[] body, Optional<UUID> form) {
        limit.admit();
        NewNotification asked = json.read(body, NewNotification.class);
        CheckedNotification checked = NotificationCheck.check(asked, usual);
        return intake.accept(
                        caller,
                        checked,
                        RequestKey.of(form, body),
                        id ->
                                audit.write(
                                        caller.name(), AuditAction.TEST_SENT, id.toString(), null))
                .id();
    }

    /** The channels that take anything. */
    public Set<Channel> channels() {
        return usual.senders();
    }
}
