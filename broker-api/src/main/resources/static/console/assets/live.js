/*
 * Pages that go on by themselves: the server says that something has happened, and the part with
 * data-events is asked for anew. A browser has six connections to one server for all of its pages,
 * and keeps those of pages that were left, to come back to them; so a page that nobody looks at
 * holds none, and catches up when it is seen again. A page that hears nothing says so: to somebody
 * who watches an outage, old figures look like good ones.
 */
(() => {
    "use strict";

    const AGAIN_MS = 5000;
    const SILENCE_MS = 15000;
    let stream = null;
    let heardAt = Date.now();

    function livePart() {
        return document.querySelector("[data-events]");
    }

    function refresh() {
        const part = livePart();
        if (part) {
            window.htmx.trigger(part, "live");
        }
    }

    function heard() {
        heardAt = Date.now();
        tellSilence();
    }

    function tellSilence() {
        const notice = document.getElementById("out-of-date");
        const goesOn = document.querySelector("#live[hx-trigger]") !== null;
        if (notice) {
            notice.hidden = !goesOn || Date.now() - heardAt < SILENCE_MS;
        }
    }

    function listen() {
        const part = livePart();
        if (!part || stream || document.hidden) {
            return;
        }
        stream = new EventSource(part.dataset.events);
        stream.addEventListener("changed", refresh);
        stream.addEventListener("alive", heard);
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

    // Nothing was to be heard while nobody listened.
    function listenAnew() {
        heard();
        listen();
    }

    document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listenAnew()));
    window.addEventListener("pagehide", rest);
    window.addEventListener("pageshow", listenAnew);
    document.addEventListener("htmx:afterRequest", (event) => {
        if (event.detail.successful) {
            heard();
        }
    });
    window.setInterval(tellSilence, 1000);
    listen();
})();
