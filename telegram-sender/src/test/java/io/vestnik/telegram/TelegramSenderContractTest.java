package io.vestnik.telegram;

import io.vestnik.contract.Content;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.testkit.ChannelSenderContract;
import io.vestnik.testkit.FarSide;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class TelegramSenderContractTest extends ChannelSenderContract {
    // The suite's longest text is longer than any of Telegram's.
    private final TelegramTestBed bed = TelegramTestBed.withoutLimits(10_000);

    @AfterEach
    void close() {
        bed.close();
    }

    @Override
    protected ChannelSender sender() {
        return bed.sender;
    }

    @Override
    protected FarSide farSide() {
        return bed.telegram;
    }

    @Override
    protected String recipient() {
        return "123456789";
    }

    @Override
    protected Content content(String text) {
        return new Content(null, text, null, null, null, Map.of());
    }

    @Override
    protected Duration deadline() {
        return TelegramTestBed.DEADLINE;
    }

    @Override
    protected boolean answersBeforeHandover() {
        return false;
    }
}
