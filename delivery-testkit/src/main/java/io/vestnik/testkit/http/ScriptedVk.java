package io.vestnik.testkit.http;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A VK API: {@code messages.send} with its window of doubles, {@code messages.getHistory}, {@code
 * groups.getTokenPermissions}. Errors come with status 200, as VK's do.
 */
public final class ScriptedVk extends HttpFarSide {
    /** VK looks for the same random_id that far back, in time and in messages. */
    private static final Duration DOUBLES_WITHIN = Duration.ofHours(1);

    private static final int DOUBLES_AMONG = 100;
    private static final int LONGEST_TEXT = 9000;

    private final String token;
    private final Clock clock;
    private final List<ChatMessage> messages = new ArrayList<>();
    private final LimitCount calls = new LimitCount(20, Duration.ofSeconds(1));
    private volatile boolean limitsHold = true;
    private final Set<Long> hidden = new HashSet<>();
    private int doubles;

    /** For a community with this token. */
    public ScriptedVk(int port, String token, Clock clock) {
        this(here(port), token, clock);
    }

    /** Where others than this machine may reach it. */
    public ScriptedVk(InetSocketAddress where, String token, Clock clock) {
        super(where);
        this.token = token;
        this.clock = clock;
        beReachable();
    }

    /** Counts, and lets everybody through. */
    public void forgetLimits() {
        limitsHold = false;
    }

    /** All that anybody sees, oldest first. */
    public synchronized List<ChatMessage> messages() {
        return List.copyOf(messages);
    }

    /** How many copies it has recognised, and shown to nobody. */
    public synchronized int doubles() {
        return doubles;
    }

    /** Calls that were one too many. */
    public int exceeded() {
        return calls.exceeded();
    }

    /** The most that came in one second. */
    public int highest() {
        return calls.highest();
    }

    /** Somebody else writes in this dialogue, so that what was there moves up. */
    public synchronized void chatter(String peer, int count) {
        for (int i = 0; i < count; i++) {
            add(peer, "chatter", "0");
        }
    }

    /** Shows the newest of this dialogue no more, though they are counted. */
    public synchronized void hide(String peer, int newest) {
        dialogue(peer).limit(newest).forEach(message -> hidden.add(message.id()));
    }

    private Stream<ChatMessage> dialogue(String peer) {
        return messages.reversed().stream().filter(message -> message.chat().equals(peer));
    }

    @Override
    boolean admit(HttpCall call) {
        return calls.count("") || !limitsHold;
    }

    @Override
    boolean isMessage(HttpCall call) {
        return call.method().equals("messages.send");
    }

    @Override
    HttpAnswer answerQuestion(HttpCall call) {
        Optional<HttpAnswer> problem = problemWith(call);
        return problem.orElseGet(() ->
                switch (call.method()) {
                    case "messages.getHistory" -> history(call);
                    case "groups.getTokenPermissions" ->
                            response(
                                    Map.of(
                                            "mask",
                                            4096,
                                            "permissions",
                                            List.of(Map.of("name", "messages", "setting", 4096))));
                    default -> error(3, "Unknown method passed");
                });
    }

    private Optional<HttpAnswer> problemWith(HttpCall call) {
        if (!call.field("access_token").equals(token)) {
            return Optional.of(error(5, "User authorization failed: invalid access_token (4)."));
        }
        if (call.field("v").isEmpty()) {
            return Optional.of(error(8, "Invalid request: v (version) is required"));
        }
        return Optional.empty();
    }

    @Override
    HttpAnswer take(HttpCall call) {
        return problemWith(call).orElseGet(() -> send(call));
    }

    private synchronized HttpAnswer send(HttpCall call) {
        String text = call.field("message");
        String peer = call.field("peer_id");
        String randomId = call.field("random_id");
        if (text.length() > LONGEST_TEXT) {
            return error(914, "Message is too long");
        }
        if (!randomId.matches("-?[0-9]{1,10}")) {
            return error(100, "One of the parameters specified was missing: random_id");
        }
        note(new Arrival(randomId, peer, null, text));
        Optional<ChatMessage> same = randomId.equals("0") ? Optional.empty() : same(peer, randomId);
        doubles += same.isPresent() ? 1 : 0;
        return response(same.map(ChatMessage::id).orElseGet(() -> add(peer, text, randomId)));
    }

    private long add(String peer, String text, String randomId) {
        long id = messages.size() + 1L;
        messages.add(new ChatMessage(id, peer, text, null, randomId, clock.instant()));
        return id;
    }

    private Optional<ChatMessage> same(String peer, String randomId) {
        Instant oldest = clock.instant().minus(DOUBLES_WITHIN);
        return dialogue(peer)
                .limit(DOUBLES_AMONG)
                .filter(message -> message.at().isAfter(oldest))
                .filter(message -> message.identity().equals(randomId))
                .findFirst();
    }

    private synchronized HttpAnswer history(HttpCall call) {
        int count = Math.min(Integer.parseInt(call.fields().getOrDefault("count", "20")), 200);
        int offset = Integer.parseInt(call.fields().getOrDefault("offset", "0"));
        List<ChatMessage> dialogue = dialogue(call.field("peer_id")).toList();
        return response(
                Map.of(
                        "count",
                        dialogue.size(),
                        "items",
                        dialogue.stream()
                                .skip(offset)
                                .limit(count)
                                .filter(message -> !hidden.contains(message.id()))
                                .map(ScriptedVk::item)
                                .toList()));
    }

    private static Map<String, Object> item(ChatMessage message) {
        return Map.of(
                "id", message.id(),
                "date", message.at().getEpochSecond(),
                "out", message.identity().equals("0") ? 0 : 1,
                "random_id", Integer.parseInt(message.identity()),
                "text", message.text());
    }

    @Override
    boolean wasTaken(HttpAnswer answer) {
        return answer.body().startsWith("{\"response\"");
    }

    @Override
    HttpAnswer deferral(String words) {
        return error(13, words);
    }

    @Override
    HttpAnswer refusal(String words) {
        return error(901, words);
    }

    @Override
    HttpAnswer limited() {
        return error(6, "Too many requests per second");
    }

    private static HttpAnswer response(Object response) {
        return HttpAnswer.json(200, Map.of("response", response));
    }

    /** An answer that says no. */
    public static HttpAnswer error(int code, String message) {
        return HttpAnswer.json(
                200, Map.of("error", Map.of("error_code", code, "error_msg", message)));
    }
}
