package io.vestnik.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.vestnik.delivery.ChannelSender;
import io.vestnik.testkit.PostcardSender.Flaw;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The suite passes a good sender and names what is wrong with a bad one. */
class ChannelSenderContractTest {

    @Test
    void aSenderWithoutFlawPasses() {
        assertThat(failuresOf(Flaw.NONE)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFlawIsFoundByItsTest(Flaw flaw) {
        assertThat(failuresOf(flaw)).contains(flaw.test);
    }

    private static List<String> failuresOf(Flaw flaw) {
        Postcards.flaw = flaw;
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Postcards.class))
                .execute()
                .testEvents()
                .failed()
                .map(Event::getTestDescriptor)
                .map(test -> test.getDisplayName().replace("()", ""))
                .toList();
    }

    /** The contract of the postcard channel; not run by itself. */
    static class Postcards extends ChannelSenderContract {
        static Flaw flaw = Flaw.NONE;

        private final PostcardOffice office = new PostcardOffice();

        @Override
        protected ChannelSender sender() {
            return new PostcardSender(office, deadline(), flaw);
        }

        @Override
        protected FarSide farSide() {
            return office;
        }

        @Override
        protected String recipient() {
            return "ann@example.com";
        }

        @Override
        protected Duration deadline() {
            return Duration.ofMillis(50);
        }
    }
}
