package io.vestnik.api.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.api.problem.FieldProblem;
import io.vestnik.api.problem.ProblemException;
import io.vestnik.contract.Channel;
import io.vestnik.contract.NotificationStatus;
import java.time.Instant;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class NotificationFilterTest {

    private static NotificationFilter filter(String... pairs) {
        Map<String, String[]> parameters = new java.util.HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            parameters.put(pairs[i], new String[] {pairs[i + 1]});
        }
        return NotificationFilter.of(parameters);
    }

    @Test
    void nothingAskedMeansTheNewestTwenty() {
        assertThat(filter())
                .isEqualTo(
                        new NotificationFilter(null, null, null, null, null, null, null, 20, null));
    }

    @Test
    void theRecipientIsNormalisedAsItIsStored() {
        assertThat(
                        filter(
                                "status", "manual",
                                "channel", "email",
                                "recipient", "Ann@B\u00DCCHER.example",
                                "limit", "100"))
                .isEqualTo(
                        new NotificationFilter(
                                NotificationStatus.MANUAL,
                                Channel.EMAIL,
                                "Ann@xn--bcher-kva.example",
                                null,
                                null,
                                null,
                                null,
                                100,
                                null));
    }

    @Test
    void metadataWordsAndTimesAreRead() {
        NotificationFilter filter =
                filter(
                        "metadata", "order:4:2",
                        "words", "mailbox full",
                        "createdFrom", "2026-12-01T09:00:00Z",
                        "createdTo", "2026-12-01T10:00:00Z");

        assertThat(filter.metadata()).isEqualTo(new MetadataEntry("order", "4:2"));
        assertThat(filter.words()).isEqualTo("mailbox full");
        assertThat(filter.createdFrom()).isEqualTo(Instant.parse("2026-12-01T09:00:00Z"));
        assertThat(filter.createdTo()).isEqualTo(Instant.parse("2026-12-01T10:00:00Z"));
    }

    @Test
    void metadataWordsAndTimesThatAreNoneAreNamed() {
        assertThatThrownBy(() ->
                        filter(
                                "metadata", "order",
                                "words", " ",
                                "createdFrom", "yesterday",
                                "createdTo", "+999999-01-01T00:00:00Z"))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(problem -> problem.getBody().getProperties().get("errors"))
                .asInstanceOf(InstanceOfAssertFactories.list(FieldProblem.class))
                .extracting(FieldProblem::field)
                .containsExactlyInAnyOrder("metadata", "words", "createdFrom", "createdTo");
    }

    @Test
    void theRecipientIsReadAsTheChannelWritesIt() {
        assertThat(filter("channel", "telegram", "recipient", "@Example").recipient())
                .isEqualTo("@example");
        assertThat(filter("recipient", "1234567").recipient()).isEqualTo("1234567");
        assertThatThrownBy(() -> filter("channel", "vk", "recipient", "ann@example.com"))
                .hasMessageContaining("recipient must be the number of a user");
    }

    @Test
    void allThatIsWrongIsNamed() {
        assertThatThrownBy(() ->
                        filter("status", "gone", "channel", "sms", "recipient", "x", "limit", "0"))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(problem -> problem.getBody().getProperties().get("errors"))
                .asInstanceOf(InstanceOfAssertFactories.list(FieldProblem.class))
                .extracting(FieldProblem::field)
                .containsExactly("status", "channel", "recipient", "limit");
    }
}
