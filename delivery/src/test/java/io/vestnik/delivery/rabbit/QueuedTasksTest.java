package io.vestnik.delivery.rabbit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.contract.Channel;
import io.vestnik.contract.DeliveryHeaders;
import io.vestnik.delivery.QueuedTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import tools.jackson.databind.json.JsonMapper;

class QueuedTasksTest {
    private static final String GOOD =
            """
            {"version":1,"id":"019aa000-0000-7000-8000-000000000001","channel":"email",
             "recipient":"ann@example.com","content":{"subject":"Hi","text":"there","headers":{}},
             "attachments":[],"onUncertain":"resend","maxAttempts":5,
             "createdAt":"2026-11-22T10:00:00Z"}\
            """;

    private final QueuedTasks tasks = new QueuedTasks(Channel.EMAIL, JsonMapper.shared());

    private static Message message(String body, Object cycle, Object attempt) {
        return MessageBuilder.withBody(body.getBytes(UTF_8))
                .setHeader(DeliveryHeaders.CYCLE, cycle)
                .setHeader(DeliveryHeaders.ATTEMPT, attempt)
                .build();
    }

    @Test
    void aMessageIsReadAndItsBytesAreKept() {
        QueuedTask task = tasks.read(message(GOOD, 2, 7));

        assertThat(task.attempt().cycle()).isEqualTo(2);
        assertThat(task.attempt().number()).isEqualTo(7);
        assertThat(task.moved()).isFalse();
        assertThat(task.task().recipient()).isEqualTo("ann@example.com");
        assertThat(new String(task.body(), UTF_8)).isEqualTo(GOOD);
    }

    @Test
    void aMessageFromTheManualQueueIsKnownByItsHeader() {
        Message message = message(GOOD, 1, 5);
        message.getMessageProperties().setHeader(DeliveryHeaders.PARKED, "exhausted");

        assertThat(tasks.read(message).moved()).isTrue();
    }

    @Test
    void fieldsOfANewerVersionArePassedOver() {
        String newer = GOOD.replace("\"version\":1", "\"version\":1,\"tone\":\"gentle\"");

        assertThat(tasks.read(message(newer, 1, 1)).task().version()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "version":1            | "version":2          | it has layout 2
                    "channel":"email"      | "channel":"telegram" | it is for the channel telegram
                    "maxAttempts":5        | "maxAttempts":0      | it allows no attempt
                    "onUncertain":"resend" | "onUncertain":"ask"  | onUncertain is
                    "recipient":           | "to":                | it lacks an id
                    {"version"             | {{"version"          | its body is not the JSON
                    """)
    void whatCannotBeReadIsPoison(String good, String bad, String why) {
        assertThatThrownBy(() -> tasks.read(message(GOOD.replace(good, bad), 1, 1)))
                .isInstanceOf(PoisonMessageException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aMessageWithoutItsHeadersIsPoison() {
        assertThatThrownBy(() -> tasks.read(message(GOOD, 1, "seven")))
                .isInstanceOf(PoisonMessageException.class)
                .hasMessage("its header vestnik-attempt is not a number from 1");
    }

    @Test
    void anEmptyOrNullBodyIsPoison() {
        assertThatThrownBy(() -> tasks.read(message("", 1, 1)))
                .isInstanceOf(PoisonMessageException.class);
        assertThatThrownBy(() -> tasks.read(message("null", 1, 1)))
                .isInstanceOf(PoisonMessageException.class);
    }
}
