package io.vestnik.system;

import static org.awaitility.Awaitility.await;

import io.vestnik.testkit.http.HttpAnswer;
import io.vestnik.testkit.http.ScriptedTelegram;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Notifications of a shop, one or more in each state, for pages to show. */
final class ConsoleExamples {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final ConsoleWorld world;

    ConsoleExamples(ConsoleWorld world) {
        this.world = world;
    }

    /** One that the far side took. */
    String sent() {
        mail("ann@example.com", "Your invoice of November", 5);
        mail("ben@example.com", "Your new password", 5);
        chat("100200300", "Your table is booked for eight.");
        String sent = mail("carol@example.com", "Your order has shipped", 5);
        return when(sent, "sent");
    }

    /** One that the far side refused; others were refused as well, for two reasons. */
    String refused() {
        world.telegram()
                .answerNext(
                        error(400, "Bad Request: chat not found"),
                        error(400, "Bad Request: chat not found"),
                        error(403, "Forbidden: user is deactivated"));
        world.telegram().refuse("bot was blocked by the user");
        when(chat("88100", "Your parcel waits at the counter."), "manual");
        when(chat("88200", "Your parcel waits at the counter."), "manual");
        when(chat("77300", "Your order has shipped."), "manual");
        String refused = when(chat("77400", "Your order has shipped."), "manual");
        world.telegram().accept();
        return refused;
    }

    private static HttpAnswer error(int code, String description) {
        return ScriptedTelegram.error(code, description, Map.of());
    }

    /** One of which two attempts failed and six are left, because the far side is away. */
    String retrying() {
        world.vestnik().vestnik("offline").mustSucceed();
        when(mail("dora@example.com", "Your order is being packed", 1), "manual");
        String retrying = mail("eve@example.com", "Your order has shipped", 8);
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() ->
                        world.api().notification(retrying).path("attempts").size() == 2
                                && world.api().status(retrying).equals("retrying"));
        return retrying;
    }

    private String when(String id, String status) {
        await().atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> world.api().status(id).equals(status));
        return id;
    }

    private String chat(String recipient, String text) {
        return accept(Map.of("channel", "telegram", "recipient", recipient, "text", text));
    }

    private String mail(String recipient, String subject, int maxAttempts) {
        Map<String, Object> mail = new HashMap<>();
        mail.put("channel", "email");
        mail.put("recipient", recipient);
        mail.put("subject", subject);
        mail.put("text", "Hello,\n\nyour order 42 has been handed to the carrier.");
        mail.put("html", "<h1>On its way</h1><p>Your order <b>42</b> has shipped.</p>");
        mail.put("maxAttempts", maxAttempts);
        mail.put("metadata", Map.of("orderId", "42", "shop", "northern-branch"));
        mail.put(
                "attachments",
                List.of(
                        Map.of(
                                "name", "invoice.pdf",
                                "contentType", "application/pdf",
                                "contentBase64", "JVBERi0xLjcK")));
        return accept(mail);
    }

    private String accept(Map<String, Object> notification) {
        return world.api().post("/api/v1/notifications", notification).id();
    }
}
