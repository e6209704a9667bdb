package io.vestnik.api.intake;

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
    private final UsualChoices usual;

    Submissions(
            StrictJson json,
            Intake intake,
            OutboxLimit limit,
            RetryProperties retry,
            ChannelProperties channels) {
        this.json = json;
        this.intake = intake;
        this.limit = limit;
        this.usual = UsualChoices.of(retry, channels);
    }

    /**
     * Accepts one; it is committed when this returns.
     *
     * @param body as the API takes it
     * @throws ProblemException as the API would answer
     */
    public UUID submit(Caller caller, byte[] body) {
        limit.admit();
        NewNotification asked = json.read(body, NewNotification.class);
        return intake.accept(caller, NotificationCheck.check(asked, usual), Optional.empty()).id();
    }

    /** The channels that take anything. */
    public Set<Channel> channels() {
        return usual.senders();
    }
}
