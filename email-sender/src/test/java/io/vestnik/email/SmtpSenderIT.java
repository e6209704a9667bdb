package io.vestnik.email;

import static io.vestnik.testkit.smtp.SmtpBehaviour.answer;
import static io.vestnik.testkit.smtp.SmtpBehaviour.answerThen;
import static io.vestnik.testkit.smtp.SmtpBehaviour.close;
import static io.vestnik.testkit.smtp.SmtpBehaviour.drip;
import static io.vestnik.testkit.smtp.SmtpBehaviour.hang;
import static io.vestnik.testkit.smtp.SmtpBehaviour.reset;
import static io.vestnik.testkit.smtp.SmtpBehaviour.takeThen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vestnik.contract.Content;
import io.vestnik.delivery.ClaimLostException;
import io.vestnik.delivery.Delivery;
import io.vestnik.delivery.Delivery.Attachment;
import io.vestnik.delivery.Outcome;
import io.vestnik.delivery.Outcome.Accepted;
import io.vestnik.delivery.Outcome.Deferred;
import io.vestnik.delivery.Outcome.Fault;
import io.vestnik.delivery.Outcome.Refused;
import io.vestnik.delivery.Outcome.Uncertain;
import io.vestnik.testkit.smtp.SmtpBehaviour;
import io.vestnik.testkit.smtp.SmtpOffer;
import io.vestnik.testkit.smtp.SmtpStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything a relay can do to a message, on a real socket. */
@Execution(ExecutionMode.CONCURRENT)
class SmtpSenderIT {
    private static final String BEFORE_THE_DOT = "BANNER,EHLO,MAIL,RCPT,DATA";

    private SmtpTestBed bed = SmtpTestBed.plain();

    @AfterEach
    void closeBed() {
        bed.close();
    }

    private void use(SmtpOffer offer, SmtpTestBed.Settings settings) {
        bed.close();
        bed = SmtpTestBed.of(offer, settings);
    }

    @Test
    void aMessageIsHandedOverOnceAndTheRelaysWordsAreKept() {
        Outcome outcome = bed.send();

        assertThat(outcome).isInstanceOf(Accepted.class);
        assertThat(outcome.reply().text()).isEqualTo("250 2.0.0 Ok: queued as 1");
        assertThat(bed.handovers).hasValue(1);
        assertThat(bed.relay.keptMails()).hasSize(1);
        assertThat(bed.relay.keptMails().getFirst().from()).isEqualTo("shop@example.com");
        assertThat(bed.relay.keptMails().getFirst().recipients())
                .containsExactly("ann@example.com");
        // A full name or an address, which is what strict relays want to hear.
        assertThat(bed.relay.lines()).first().asString().matches("EHLO (\\[.+]|.+\\..+)");
    }

    static Stream<Arguments> faultsBeforeTheDot() {
        return Stream.of(BEFORE_THE_DOT.split(",", -1))
                .map(SmtpStep::valueOf)
                .flatMap(step ->
                        Stream.of(
                                        answer("451 4.3.0 Not now"),
                                        answerThen("421 4.3.2 Shutting down", close()),
                                        hang(),
                                        close(),
                                        reset(),
                                        drip("250 " + "x".repeat(400), 20),
                                        answer("HTTP/1.1 400 Bad Request"),
                                        answer("\u0000\u0007\u00FF"))
                                .map(fault -> Arguments.of(step, fault)));
    }

    @ParameterizedTest
    @MethodSource("faultsBeforeTheDot")
    void whatGoesWrongBeforeTheDotIsTriedAgain(SmtpStep step, SmtpBehaviour fault) {
        bed.relay.on(step, fault);

        Outcome outcome = timely(bed::send, SmtpTestBed.DEADLINE);

        boolean reached = step.compareTo(SmtpStep.MAIL) >= 0;
        assertDeferred(outcome, reached ? Fault.FAR_SIDE : Fault.UNREACHABLE);
        assertThat(bed.handovers).hasValue(0);
        assertThat(bed.relay.mails()).isEmpty();
        assertWorksAgain();
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpStep.class,
            names = {"RCPT", "DATA", "DOT"})
    void aPermanentRefusalIsFinal(SmtpStep step) {
        bed.relay.on(step, answer("550 5.7.1 Not from you"));

        assertThat(bed.send()).isInstanceOf(Refused.class);

        assertThat(bed.handovers).hasValue(step == SmtpStep.DOT ? 1 : 0);
        assertThat(bed.relay.keptMails()).isEmpty();
        assertWorksAgain();
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpStep.class,
            names = {"BANNER", "EHLO", "MAIL"})
    void aRelayThatDoesNotWantUsIsASetUpFault(SmtpStep step) {
        bed.relay.on(step, answer("550 5.7.1 Not from you"));

        assertDeferred(bed.send(), Fault.OUR_SETUP);

        assertThat(bed.handovers).hasValue(0);
        assertWorksAgain();
    }

    @Test
    void aTemporaryRefusalAfterTheDotIsTriedAgain() {
        bed.relay.once(SmtpStep.DOT, answer("451 4.7.1 Greylisted, try again later"));

        Outcome outcome = bed.send();

        assertDeferred(outcome, Fault.FAR_SIDE);
        assertThat(outcome.reply().text()).isEqualTo("451 4.7.1 Greylisted, try again later");
        assertThat(((Deferred) outcome).notBefore()).isEqualTo(Duration.ofMinutes(5));
        assertThat(bed.relay.keptMails()).isEmpty();
        assertWorksAgain();
        // A refusal is no reason to connect anew.
        assertThat(bed.relay.connections()).isEqualTo(1);
    }

    static Stream<SmtpBehaviour> lostAnswers() {
        return Stream.of(
                hang(),
                close(),
                reset(),
                takeThen(hang()),
                takeThen(close()),
                takeThen(reset()),
                drip("250 " + "x".repeat(400), 20),
                answer("HTTP/1.1 200 OK"),
                answer("354 more?"));
    }

    @ParameterizedTest
    @MethodSource("lostAnswers")
    void anAnswerThatIsLostAfterTheDotLeavesItOpen(SmtpBehaviour fault) {
        bed.relay.on(SmtpStep.DOT, fault);

        Outcome outcome = timely(bed::send, SmtpTestBed.FINAL_REPLY.plus(SmtpTestBed.DEADLINE));

        assertThat(outcome).isInstanceOf(Uncertain.class);
        assertThat(outcome.reply().text()).contains("may have taken");
        assertThat(bed.handovers).hasValue(1);
        assertWorksAgain();
    }

    @Test
    void anAnswerThatComesLateIsWaitedFor() {
        // 18 bytes, about 3.6 s: longer than the patience for other answers.
        bed.relay.on(SmtpStep.DOT, drip("250 2.0.0 Queued", 5));

        assertThat(bed.send()).isInstanceOf(Accepted.class);
    }

    @Test
    void aConnectionThatBreaksAfterThe250DoesNotUndoIt() {
        bed.relay.once(SmtpStep.DOT, answerThen("250 2.0.0 Ok", reset()));

        assertThat(bed.send()).isInstanceOf(Accepted.class);
        assertThat(bed.send()).isInstanceOf(Accepted.class);

        assertThat(bed.relay.keptMails()).hasSize(2);
        assertThat(bed.handovers).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpStep.class,
            names = {"QUIT", "RSET"})
    void troubleWithTidyingUpDoesNotChangeTheOutcome(SmtpStep step) {
        bed.relay.on(step, reset());
        bed.relay.once(SmtpStep.RCPT, answer("550 5.1.1 User unknown"));

        assertThat(bed.send()).isInstanceOf(Refused.class);
        assertThat(bed.send()).isInstanceOf(Accepted.class);
    }

    @Test
    void aHandoverThatFailsMeansThatNoDotIsSent() {
        ClaimLostException lost = new ClaimLostException(1);

        assertThatThrownBy(() ->
                        bed.send(() -> {
                            throw lost;
                        }))
                .isSameAs(lost);

        assertThat(bed.relay.mails()).isEmpty();
        assertThat(bed.relay.lines()).last().isEqualTo("DATA");
        assertWorksAgain();
    }

    @Test
    void theHandoverBeginsWhenEverythingButTheDotIsAgreed() {
        bed.send(() -> {
            assertThat(bed.relay.lines()).last().isEqualTo("DATA");
            assertThat(bed.relay.mails()).isEmpty();
        });

        assertThat(bed.relay.keptMails()).hasSize(1);
    }

    @Test
    void aSlowHandoverIsNotTheRelaysFault() {
        Outcome outcome = bed.send(() -> sleep(SmtpTestBed.DEADLINE.plus(Duration.ofMillis(200))));

        assertThat(outcome).isInstanceOf(Accepted.class);
    }

    @Test
    void aRelayThatStopsReadingEndsByTheDeadline() {
        bed.relay.on(SmtpStep.BODY, hang());

        Outcome outcome = timely(() -> bed.send(large()), SmtpTestBed.DEADLINE);

        assertDeferred(outcome, Fault.FAR_SIDE);
        assertThat(outcome.reply().text())
                .isEqualTo(where() + " was not done at the message text within 6 s");
        assertThat(bed.handovers).hasValue(0);
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void aRelayThatGoesAwayInTheMiddleOfTheTextCannotHaveIt(SmtpBehaviour cut) {
        bed.relay.once(SmtpStep.BODY, cut);

        assertDeferred(bed.send(large()), Fault.FAR_SIDE);

        assertThat(bed.handovers).hasValue(0);
        assertWorksAgain();
    }

    static Stream<SmtpBehaviour> cuts() {
        return Stream.of(close(), reset());
    }

    @Test
    void aRelayThatDripsEachAnswerEndsByTheDeadline() {
        SmtpTestBed.Settings settings = new SmtpTestBed.Settings();
        settings.replyTimeout = settings.deadline.minusMillis(100);
        use(SmtpOffer.plain(), settings);
        // About 1.3 s each: no single answer takes long enough to be noticed.
        bed.relay.on(SmtpStep.BANNER, drip("220 hi", 6));
        bed.relay.on(SmtpStep.EHLO, drip("250 hi", 6));
        bed.relay.on(SmtpStep.MAIL, drip("250 ok", 6));
        bed.relay.on(SmtpStep.RCPT, drip("250 ok", 6));
        bed.relay.on(SmtpStep.DATA, drip("354 go", 6));

        Outcome outcome = timely(bed::send, SmtpTestBed.DEADLINE);

        assertDeferred(outcome, Fault.FAR_SIDE);
        assertThat(outcome.reply().text()).contains("was not done at").contains("within 6 s");
    }

    @Test
    void aRelayThatIsAwayIsNamed() {
        bed.relay.refuseConnections();

        Outcome outcome = bed.send();

        assertDeferred(outcome, Fault.UNREACHABLE);
        assertThat(outcome.reply().text()).isEqualTo(where() + " refused the connection");
        bed.relay.acceptConnections();
        assertWorksAgain();
    }

    @Test
    void whatHappenedIsSaidInASentence() {
        assertWords(hang(), " gave no answer at RCPT TO within 3 s");
        assertWords(close(), " closed the connection at RCPT TO");
        assertWords(reset(), " reset the connection at RCPT TO");
    }

    private void assertWords(SmtpBehaviour fault, String words) {
        bed.relay.once(SmtpStep.RCPT, fault);
        assertThat(bed.send().reply().text()).isEqualTo(where() + words);
    }

    @Test
    void aMessageLargerThanTheRelayTakesIsNotSentAtAll() {
        use(SmtpOffer.plain().withExtensions("SIZE 100000"), new SmtpTestBed.Settings());

        Outcome outcome = bed.send(large());

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(outcome.reply().text()).startsWith("The relay takes messages of up to 100000 ");
        assertThat(bed.relay.lines()).noneMatch(line -> line.startsWith("MAIL"));
        assertWorksAgain();
        assertThat(bed.relay.lines()).anyMatch(line -> line.matches("MAIL FROM:<.*> SIZE=\\d+"));
        assertThat(bed.relay.connections()).isEqualTo(1);
    }

    @Test
    void theSizeThatIsAnnouncedIsTheSizeThatIsSent() {
        use(SmtpOffer.plain().withExtensions("SIZE 0"), new SmtpTestBed.Settings());

        bed.send(SmtpTestBed.delivery(".\n..dots\nрусский\n" + "x".repeat(3000)));

        String announced = "SIZE=" + bed.relay.keptMails().getFirst().content().length;
        assertThat(bed.relay.lines()).anyMatch(line -> line.endsWith(announced));
    }

    @Test
    void whatMustNotBeSentNeverReachesTheRelay() {
        Delivery evil =
                SmtpTestBed.delivery(
                        new Content("x\r\nBcc: evil@x.test", "text", null, null, null, Map.of()),
                        List.of());

        assertThat(bed.send(evil)).isInstanceOf(Refused.class);

        assertThat(bed.relay.connections()).isZero();
        assertThat(bed.handovers).hasValue(0);
    }

    private static Delivery large() {
        byte[] bytes = new byte[9_000_000];
        new Random(1).nextBytes(bytes);
        return SmtpTestBed.delivery(
                new Content("large", "text", null, null, null, Map.of()),
                List.of(new Attachment("large.bin", "application/octet-stream", bytes)));
    }

    private String where() {
        return "127.0.0.1:" + bed.relay.port();
    }

    private void assertWorksAgain() {
        bed.relay.behaveWell();
        int before = bed.relay.keptMails().size();
        assertThat(bed.send()).isInstanceOf(Accepted.class);
        assertThat(bed.relay.keptMails()).hasSize(before + 1);
    }

    private static void assertDeferred(Outcome outcome, Fault fault) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Deferred.class, deferred -> assertThat(deferred.fault()).isEqualTo(fault));
    }

    /** With six seconds to spare for a machine that is busy with something else. */
    private static Outcome timely(java.util.function.Supplier<Outcome> attempt, Duration limit) {
        long start = System.nanoTime();
        Outcome outcome = attempt.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit.plusSeconds(6));
        return outcome;
    }

    private static void sleep(Duration time) {
        java.util.concurrent.locks.LockSupport.parkNanos(time.toNanos());
    }
}
