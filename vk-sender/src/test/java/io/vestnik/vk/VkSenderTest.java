package io.vestnik.vk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.delivery.Reachability;
import io.vestnik.testkit.http.ScriptedVk;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VkSenderTest {
    private final VkTestBed bed = new VkTestBed(20);

    @AfterEach
    void close() {
        bed.close();
    }

    private UUID lost(String text) {
        Delivery delivery = VkTestBed.delivery("7", text);
        bed.vk.cutAfterHandover();
        assertThat(bed.send(delivery)).isInstanceOf(Uncertain.class);
        bed.vk.accept();
        return delivery.id();
    }

    private Outcome again(UUID id, String text) {
        return bed.send(VkTestBed.again(id, 2, "7", text, true));
    }

    @Test
    void aMessageWhoseAnswerWasLostIsFoundAndNotSentAgain() {
        UUID id = lost("hello");
        // Far beyond the hour in which VK would recognise a copy.
        bed.clock.advance(Duration.ofHours(20));
        bed.vk.chatter("7", 350);

        AtomicInteger handovers = new AtomicInteger();
        Outcome outcome =
                bed.sender.send(
                        VkTestBed.again(id, 2, "7", "hello", true), handovers::incrementAndGet);

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(outcome.reply().text()).startsWith("message 1 was there already");
        assertThat(handovers).hasValue(0);
        assertThat(bed.vk.arrived()).hasSize(1);
    }

    @Test
    void aPageWithLessThanWasAskedForIsNotTakenForTheEndOfTheDialogue() {
        UUID id = lost("hello");
        bed.clock.advance(Duration.ofHours(2));
        bed.vk.chatter("7", 350);
        bed.vk.hide("7", 10);

        assertThat(again(id, "hello").reply().text()).startsWith("message 1 was there already");
        assertThat(bed.vk.arrived()).hasSize(1);
    }

    @Test
    void aMessageThatDidNotArriveIsSentAgain() {
        Delivery delivery = VkTestBed.delivery("7", "hello");
        bed.vk.hangBeforeHandover();
        assertThat(bed.send(delivery)).isInstanceOf(Uncertain.class);
        bed.vk.accept();
        bed.vk.chatter("7", 250);
        bed.vk.chatter("8", 10);

        assertThat(again(delivery.id(), "hello").reply().text()).isEqualTo("message 261");

        assertThat(bed.vk.arrived()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void afterAnErrorInsideVkItIsLookedForBeforeItIsSentAgain(int code) {
        Delivery delivery = VkTestBed.delivery("7", "hello");
        bed.vk.answerNext(ScriptedVk.error(code, "Unknown error occurred"));
        assertThat(bed.send(delivery)).isInstanceOf(Uncertain.class);

        assertThat(again(delivery.id(), "hello").reply().text()).isEqualTo("message 1");
        assertThat(again(delivery.id(), "hello").reply().text())
                .isEqualTo("message 1 was there already, from the attempt whose answer was lost");
        assertThat(bed.vk.arrived()).hasSize(1);
    }

    @Test
    void whereNobodyCanTellNothingIsSent() {
        UUID id = lost("hello");
        bed.vk.chatter("7", 2_000);

        assertThat(again(id, "hello")).isInstanceOf(Uncertain.class);
        assertThat(bed.vk.arrived()).hasSize(1);
    }

    @Test
    void aDialogueThatCannotBeReadIsReadLater() {
        UUID id = lost("hello");
        bed.vk.beUnreachable();

        assertThat(again(id, "hello"))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> assertThat(deferred.fault()).isEqualTo(Fault.UNREACHABLE));
        bed.vk.accept();
        assertThat(again(id, "hello").reply().text()).contains("was there already");
    }

    @Test
    void aCopyInsideTheHourIsDroppedByVkItself() {
        UUID id = lost("hello");

        assertThat(bed.send(VkTestBed.again(id, 2, "7", "hello", false)))
                .isInstanceOf(Accepted.class);

        assertThat(bed.vk.messages()).hasSize(1);
        assertThat(bed.vk.doubles()).isEqualTo(1);
    }

    @Test
    void theRandomIdIsNeverZeroAndTheSameForOneNotification() {
        UUID id = UUID.fromString("019abf10-7c3a-7d21-9a44-3f0c5a7e9b10");

        assertThat(VkSender.randomId(id)).isEqualTo(VkSender.randomId(id)).isNotZero();
        assertThat(VkSender.randomId(UUID.randomUUID())).isNotEqualTo(VkSender.randomId(id));
    }

    @Test
    void aCaptchaGoesToAPersonAndTheOthersStandBack() {
        bed.vk.answerNext(ScriptedVk.error(14, "Captcha needed"));

        assertThat(bed.send(VkTestBed.delivery("7", "a"))).isInstanceOf(Refused.class);

        assertThat(bed.sender.notBefore("8").orElseThrow()).isGreaterThan(Duration.ofMinutes(9));
        bed.shift.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(bed.sender.notBefore("8")).isEmpty();
    }

    @Test
    void aFloodedUserStandsBackAndOthersGoOn() {
        bed.vk.answerNext(ScriptedVk.error(9, "Flood control"));

        bed.send(VkTestBed.delivery("7", "a"));

        assertThat(bed.sender.notBefore("7").orElseThrow()).isGreaterThan(Duration.ofMinutes(14));
        assertThat(bed.sender.notBefore("8")).isEmpty();
    }

    @Test
    void manyAtOnceNeverExceedTheLimit() throws Exception {
        var outcomes = new ConcurrentLinkedQueue<Outcome>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= 45; i++) {
            String peer = Integer.toString(i);
            threads.add(
                    Thread.ofVirtual()
                            .start(() ->
                                    outcomes.add(bed.send(VkTestBed.delivery(peer, "hello")))));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(bed.vk.exceeded()).isZero();
        assertThat(bed.vk.highest()).isLessThanOrEqualTo(20);
        assertThat(outcomes).hasSize(45);
        assertThat(outcomes.stream().filter(Accepted.class::isInstance).count())
                .isEqualTo(bed.vk.messages().size())
                .isGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 15})
    void aLackOfRightsIsTheRecipientsMatterOnceTheTokenIsKnownToHaveThem(int code) {
        bed.vk.answerNext(
                ScriptedVk.error(code, "Access denied"), ScriptedVk.error(code, "Access denied"));

        assertThat(bed.send(VkTestBed.delivery("7", "a")))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> assertThat(deferred.fault()).isEqualTo(Fault.OUR_SETUP));
        assertThat(bed.sender.probe()).isInstanceOf(Reachability.Reachable.class);

        assertThat(bed.send(VkTestBed.delivery("7", "a"))).isInstanceOf(Refused.class);
    }

    @Test
    void aProbeFindsOutAboutTheToken() {
        assertThat(bed.sender.probe()).isInstanceOf(Reachability.Reachable.class);
        bed.vk.beUnreachable();
        assertThat(bed.sender.probe()).isInstanceOf(Reachability.Unreachable.class);
        bed.vk.accept();
        var stranger = VkTestBed.settings("x".repeat(40), bed.vk.address(), 20);
        try (VkSender other = new VkSender(stranger, System::nanoTime)) {
            assertThat(other.probe()).isInstanceOf(Reachability.SetUp.class);
            assertThat(other.send(VkTestBed.delivery("7", "a"), () -> {}))
                    .isInstanceOfSatisfying(
                            Deferred.class,
                            deferred -> assertThat(deferred.fault()).isEqualTo(Fault.OUR_SETUP));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "with space and more letters"})
    void aTokenThatIsNoneIsRefusedWithoutShowingIt(String token) {
        assertThatThrownBy(() -> VkTestBed.settings(token, URI.create("https://api.vk.com"), 20))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("VESTNIK_VK_TOKEN must be")
                .satisfies(refusal -> {
                    if (!token.isEmpty()) {
                        assertThat(refusal.getMessage()).doesNotContain(token);
                    }
                });
        assertThat(VkTestBed.settings(VkTestBed.TOKEN, URI.create("https://x"), 20).toString())
                .doesNotContain("AbCd");
    }
}
