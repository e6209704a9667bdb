package io.vestnik.system;

import io.vestnik.testkit.http.ScriptedTelegram;
import java.time.Clock;
import java.util.Map;

/**
 * A running Vestnik, a far side of Telegram that plays any part, and an operator at the console.
 */
final class ConsoleWorld implements AutoCloseable {
    private static final String TOKEN = "110201543:token-of-a-far-side-of-tests";

    private final ScriptedTelegram telegram = new ScriptedTelegram(0, TOKEN, Clock.systemUTC());
    private final Installation vestnik;
    private final Operator operator;

    ConsoleWorld() {
        telegram.forgetLimits();
        vestnik =
                Installation.up(
                        "console",
                        Map.of(
                                "VESTNIK_RETRY_WAITS",
                                "2s,3s,3s",
                                "VESTNIK_TELEGRAM_TOKEN",
                                TOKEN,
                                "VESTNIK_TELEGRAM_API",
                                telegram.address().toString()));
        operator =
                new Operator(
                        vestnik.address("VESTNIK_API"), vestnik.address("VESTNIK_ADMIN_PASSWORD"));
    }

    Installation vestnik() {
        return vestnik;
    }

    Operator operator() {
        return operator;
    }

    Browser browser() {
        return operator.browser();
    }

    ScriptedTelegram telegram() {
        return telegram;
    }

    Api api() {
        return vestnik.api();
    }

    @Override
    public void close() {
        operator.close();
        vestnik.close();
        telegram.close();
    }
}
