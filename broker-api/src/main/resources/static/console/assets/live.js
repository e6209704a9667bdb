/*
 * Pages that go on by themselves: the server says that something has happened, and the part with
 * data-events is asked for anew. A browser has six connections to one server for all of its pages,
 * and keeps those of pages that were left, to come back to them; so a page that nobody looks at
 * holds none, and catches up when it is seen again.
 */
(() => {
    "use strict";

    const AGAIN_MS = 5000;
    let stream = null;

    function livePart() {
        return document.querySelector("[data-events]");
    }

    function refresh() {
        const part = livePart();
        if (part) {
            window.htmx.trigger(part, "live");
        }
    }

    function listen() {
        const part = livePart();
        if (!part || stream || document.hidden) {
            return;
        }
        stream = new EventSource(part.dataset.events);
        stream.addEventListener("changed", refresh);
        stream.addEventListener("error", tryAgain);
    }

    // What broke, the browser mends by itself; a refusal it takes for the end. Asking for the part
    // leads to the sign-in if that is why, and keeps the page fresh if the server has no place.
    function tryAgain() {
        if (stream?.readyState === EventSource.CLOSED) {
            rest();
            window.setTimeout(() => {
                refresh();
                listen();
            }, AGAIN_MS);
        }
    }

    function rest() {
        stream?.close();
        stream = null;
    }

    document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
    window.addEventListener("pagehide", rest);
    window.addEventListener("pageshow", listen);
    listen();
})();
