package io.vestnik.local.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The few files of the page itself. */
final class Page {
    private static final Map<String, String> TYPES =
            Map.of(
                    "index.html", "text/html; charset=utf-8",
                    "inbox.css", "text/css; charset=utf-8",
                    "inbox.js", "text/javascript; charset=utf-8",
                    "icon.svg", "image/svg+xml");

    private Page() {}

    static Answer answer(Request request) throws IOException {
        String path = String.join("/", request.path());
        String name = path.isEmpty() ? "index.html" : path;
        String type = TYPES.get(name);
        if (type == null) {
            return Answer.refusal(404, "There is no such page.");
        }
        if (!request.method().equals("GET")) {
            return Answer.refusal(405, "This page can only be read.");
        }
        try (InputStream file = Page.class.getResourceAsStream("/page/" + name)) {
            if (file == null) {
                throw new IOException(name + " is missing in this build.");
            }
            return Answer.of(type, file.readAllBytes());
        }
    }
}
