package io.vestnik.vk;

import io.vestnik.contract.Content;
import io.vestnik.delivery.ChannelSender;
import io.vestnik.testkit.ChannelSenderContract;
import io.vestnik.testkit.FarSide;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class VkSenderContractTest extends ChannelSenderContract {
    private final VkTestBed bed = new VkTestBed(1000);

    @BeforeEach
    void forgetLimits() {
        bed.vk.forgetLimits();
    }

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
        return bed.vk;
    }

    @Override
    protected String recipient() {
        return "1234567";
    }

    @Override
    protected Content content(String text) {
        return new Content(null, text, null, null, null, Map.of());
    }

    @Override
    protected Duration deadline() {
        return VkTestBed.DEADLINE;
    }

    @Override
    protected boolean answersBeforeHandover() {
        return false;
    }
}
