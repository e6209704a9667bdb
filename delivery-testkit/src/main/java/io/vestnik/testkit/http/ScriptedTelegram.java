package io.vestnik.testkit.http;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A Bot API: {@code getMe}, {@code sendMessage}, {@code sendPhoto}, {@code sendDocument}, with the
 * limits that its FAQ names, held to more strictly than Telegram does.
 */
public final class ScriptedTelegram extends HttpFarSide {
    private final String token;
    private final int longestText;
    private final Clock clock;
    private final AtomicLong ids = new AtomicLong(1000);
    private final List<ChatMessage> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> moved = new ConcurrentHashMap<>();
    private final LimitCount bot = new LimitCount(30, Duration.ofSeconds(1));
    private final LimitCount chat = new LimitCount(1, Duration.ofSeconds(1));
    private final LimitCount group = new LimitCount(20, Duration.ofMinutes(1));
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile boolean limitsHold = true;
    private volatile @Nullable String noPhotos;

    /** As Telegram is, for a bot with this token. */
    public ScriptedTelegram(int port, String token, Clock clock) {
        this(port, token, 4096, clock);
    }

    /** With another limit for texts. */
    public ScriptedTelegram(int port, String token, int longestText, Clock clock) {
        this(here(port), token, longestText, clock);
    }

    /** Where others than this machine may reach it. */
    public ScriptedTelegram(InetSocketAddress where, String token, int longestText, Clock clock) {
        super(where);
        this.token = token;
        this.longestText = longestText;
        this.clock = clock;
        beReachable();
    }

    /** Counts, and lets everybody through. */
    public void forgetLimits() {
        limitsHold = false;
    }

    /** A group that became a supergroup has another number from now on. */
    public void move(String group, String supergroup) {
        moved.put(group, supergroup);
    }

    /** Takes no picture as a photo from now on, and says so; as a document it does. */
    public void refusePhotos(String description) {
        noPhotos = description;
    }

    /** The methods by which messages came, whatever became of them. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** All that anybody sees, oldest first. */
    public List<ChatMessage> messages() {
        return List.copyOf(messages);
    }

    /** Calls that were one too many for a limit, in the order bot, chat, group. */
    public List<Integer> exceeded() {
        return List.of(bot.exceeded(), chat.exceeded(), group.exceeded());
    }

    /** The most that came in one stretch of each limit, in the order bot, chat, group. */
    public List<Integer> highest() {
        return List.of(bot.highest(), chat.highest(), group.highest());
    }

    @Override
    boolean admit(HttpCall call) {
        if (isMessage(call)) {
            calls.add(call.method());
        }
        return !isMessage(call) || count(call.field("chat_id")) || !limitsHold;
    }

    @Override
    boolean isMessage(HttpCall call) {
        return call.method().startsWith("send");
    }

    @Override
    HttpAnswer answerQuestion(HttpCall call) {
        if (!call.path().equals("/bot" + token + "/getMe")) {
            return isOurs(call) ? error(404, "Not Found", Map.of()) : unauthorized();
        }
        return result(Map.of("id", 110201543, "is_bot", true, "username", "vestnik_bot"));
    }

    private boolean isOurs(HttpCall call) {
        return call.path().startsWith("/bot" + token + "/");
    }

    private static HttpAnswer unauthorized() {
        return error(401, "Unauthorized", Map.of());
    }

    @Override
    HttpAnswer take(HttpCall call) {
        if (!isOurs(call)) {
            return unauthorized();
        }
        String to = call.field("chat_id");
        if (moved.containsKey(to)) {
            return error(
                    400,
                    "Bad Request: group chat was upgraded to a supergroup chat",
                    Map.of("migrate_to_chat_id", Long.parseLong(moved.get(to))));
        }
        String refusal = noPhotos;
        if (refusal != null && call.method().equals("sendPhoto")) {
            return error(400, refusal, Map.of());
        }
        return switch (call.method()) {
            case "sendMessage" -> taken(call, to, call.field("text"), longestText);
            case "sendPhoto", "sendDocument" -> taken(call, to, call.field("caption"), 1024);
            default -> error(404, "Not Found", Map.of());
        };
    }

    private boolean count(String to) {
        boolean all = bot.count("");
        boolean own = chat.count(to);
        boolean many = (!to.startsWith("-") && !to.startsWith("@")) || group.count(to);
        return all && own && many;
    }

    private HttpAnswer taken(HttpCall call, String to, String text, int longest) {
        if (text.length() > longest) {
            return error(400, "Bad Request: message is too long", Map.of());
        }
        String identity = call.headers().getOrDefault("idempotency-key", "");
        String file = call.files().values().stream().findFirst().orElse(null);
        long id = ids.incrementAndGet();
        messages.add(new ChatMessage(id, to, text, file, identity, clock.instant()));
        note(new Arrival(identity, to, null, text));
        return result(Map.of("message_id", id, "chat", Map.of("id", to)));
    }

    @Override
    boolean wasTaken(HttpAnswer answer) {
        return answer.status() == 200;
    }

    @Override
    HttpAnswer deferral(String words) {
        return error(500, "Internal Server Error: " + words, Map.of());
    }

    @Override
    HttpAnswer refusal(String words) {
        return error(403, "Forbidden: " + words, Map.of());
    }

    @Override
    HttpAnswer limited() {
        return limited(1);
    }

    /** What it says to who has sent too much. */
    public static HttpAnswer limited(int retryAfter) {
        return error(
                429,
                "Too Many Requests: retry after " + retryAfter,
                Map.of("retry_after", retryAfter));
    }

    private static HttpAnswer result(Map<String, ?> result) {
        return HttpAnswer.json(200, Map.of("ok", true, "result", result));
    }

    /** An answer that says no. */
    public static HttpAnswer error(int code, String description, Map<String, ?> parameters) {
        return HttpAnswer.json(
                code,
                Map.of(
                        "ok", false,
                        "error_code", code,
                        "description", description,
                        "parameters", parameters));
    }
}
