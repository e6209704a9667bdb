package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.delivery.ClaimLostException;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Handover;
import io.vestnik.delivery.Outcome;
import io.vestnik.testkit.FarSide.Arrival;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What the engine relies on in every channel. A channel extends it in a test of its own and gives
 * it the real sender, connected to a scripted far side; both must be new in each test.
 */
public abstract class ChannelSenderContract extends ScriptedChannel {
    private static final String TEXT = "Dear Ann,\n\nyour order has shipped.";
    private static final int MANY = 50;

    @Test
    void takesAnAcceptedMessageForAccepted() throws Exception {
        farSide().accept();
        Delivery delivery = delivery(TEXT);

        assertThat(send(delivery)).isInstanceOf(Outcome.Accepted.class);

        Arrival arrival = onlyArrival();
        assertThat(arrival.recipient()).isEqualTo(delivery.recipient());
        assertThat(arrival.subject()).isEqualTo(delivery.content().subject());
        assertThat(arrival.text()).isEqualTo(TEXT);
    }

    @Test
    void beginsTheHandoverOnceAndBeforeAnythingArrives() throws Exception {
        farSide().accept();
        CountedHandovers handovers = new CountedHandovers(farSide());

        send(delivery(TEXT), handovers);

        assertThat(handovers.arrivedBefore()).containsExactly(0);
    }

    @Test
    void tellsARefusalWithItsWords() throws Exception {
        farSide().refuse("No such person here");

        Outcome outcome = send(delivery(TEXT));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(outcome.reply().text()).contains("No such person here");
        assertThat(farSide().arrived()).isEmpty();
    }

    @Test
    void tellsADeferralWithItsWords() throws Exception {
        farSide().defer("Come back later");

        Outcome outcome = send(delivery(TEXT));

        assertDeferredBy(Outcome.Fault.FAR_SIDE, outcome);
        assertThat(outcome.reply().text()).contains("Come back later");
        assertThat(farSide().arrived()).isEmpty();
    }

    @Test
    void neverBeginsTheHandoverOfWhatIsNotTakenBeforeIt() throws Exception {
        CountedHandovers handovers = new CountedHandovers(farSide());

        farSide().refuse("No such person here");
        send(delivery(TEXT), handovers);
        farSide().defer("Come back later");
        send(delivery(TEXT), handovers);

        assertThat(handovers.arrivedBefore()).hasSize(answersBeforeHandover() ? 0 : 2);
    }

    @Test
    void handsNothingOverWhenTheHandoverFails() throws Exception {
        farSide().accept();
        RuntimeException lost = new ClaimLostException(1);
        RuntimeException broken = new IllegalStateException("The database is away");

        assertThatThrownBy(() -> send(delivery(TEXT), failing(lost))).isSameAs(lost);
        assertThatThrownBy(() -> send(delivery(TEXT), failing(broken))).isSameAs(broken);

        assertThat(farSide().arrived()).isEmpty();
        assertThat(send(delivery("the next one"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(onlyArrival().text()).isEqualTo("the next one");
    }

    private static Handover failing(RuntimeException e) {
        return () -> {
            throw e;
        };
    }

    @Test
    void takesALostAnswerForUncertain() throws Exception {
        farSide().cutAfterHandover();

        assertThat(send(delivery(TEXT))).isInstanceOf(Outcome.Uncertain.class);

        assertWorksAgain();
    }

    @Test
    void takesSilenceAfterTheHandoverForUncertain() throws Exception {
        farSide().hangAfterHandover();

        assertThat(send(delivery(TEXT))).isInstanceOf(Outcome.Uncertain.class);

        assertWorksAgain();
    }

    @Test
    void waitsForASilentFarSideNoLongerThanItsDeadline() throws Exception {
        farSide().hangBeforeHandover();

        Outcome outcome = send(delivery(TEXT));

        assertThat(outcome)
                .isInstanceOf(
                        answersBeforeHandover() ? Outcome.Deferred.class : Outcome.Uncertain.class);
        assertThat(farSide().arrived()).isEmpty();
        assertWorksAgain();
    }

    @Test
    void takesAnUnreachableFarSideForDeferred() throws Exception {
        farSide().beUnreachable();

        assertDeferredBy(Outcome.Fault.UNREACHABLE, send(delivery(TEXT)));

        assertWorksAgain();
    }

    @Test
    void noticesThatTheFarSideWentAwayBetweenTwoMessages() throws Exception {
        farSide().accept();
        send(delivery(TEXT));
        farSide().beUnreachable();

        assertDeferredBy(Outcome.Fault.UNREACHABLE, send(delivery(TEXT)));

        assertWorksAgain();
    }

    @Test
    void givesEveryCopyOfADeliveryTheSameIdentity() throws Exception {
        farSide().accept();
        Delivery first = delivery(TEXT);

        send(first);
        send(
                new Delivery(
                        first.id(),
                        2,
                        first.recipient(),
                        first.content(),
                        List.of(),
                        first.createdAt()));
        send(delivery(TEXT));

        List<String> identities = farSide().arrived().stream().map(Arrival::identity).toList();
        assertThat(identities).hasSize(3).doesNotContainNull();
        assertThat(identities.get(1)).isEqualTo(identities.get(0));
        assertThat(identities.get(2)).isNotEqualTo(identities.get(0));
    }

    @Test
    void bringsHostileTextUnchanged() throws Exception {
        farSide().accept();

        for (String text : HostileTexts.ALL) {
            assertThat(send(delivery(text))).isInstanceOf(Outcome.Accepted.class);
        }

        assertThat(farSide().arrived())
                .extracting(Arrival::text)
                .containsExactlyElementsOf(HostileTexts.ALL);
    }

    @Test
    void sendsForManyThreadsAtOnce() throws Exception {
        farSide().accept();
        List<String> texts = IntStream.range(0, MANY).mapToObj(i -> "message " + i).toList();

        List<FutureTask<Outcome>> attempts =
                texts.stream()
                        .map(this::delivery)
                        .map(delivery ->
                                Attempts.begin(sender(), delivery, new CountedHandovers(farSide())))
                        .toList();

        for (FutureTask<Outcome> attempt : attempts) {
            // They may wait for each other: the deadline of one is not that of all.
            assertThat(Attempts.outcomeWithin(Duration.ofMinutes(1), attempt))
                    .isInstanceOf(Outcome.Accepted.class);
        }
        assertThat(farSide().arrived())
                .extracting(Arrival::text)
                .containsExactlyInAnyOrderElementsOf(texts);
    }

    private Arrival onlyArrival() {
        assertThat(farSide().arrived()).hasSize(1);
        return farSide().arrived().getFirst();
    }

    private static void assertDeferredBy(Outcome.Fault fault, Outcome outcome) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> assertThat(deferred.fault()).isEqualTo(fault));
    }

    private void assertWorksAgain() throws Exception {
        farSide().accept();
        assertThat(send(delivery("the next one"))).isInstanceOf(Outcome.Accepted.class);
        assertThat(farSide().arrived().getLast().text()).isEqualTo("the next one");
    }
}
