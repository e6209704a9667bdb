/*
 * What pages do better with a script than without: times in the viewer's own zone, countdowns, a
 * question before something is destroyed. Everything works without it.
 */
(() => {
    "use strict";

    const language = document.documentElement.lang || "en";
    const parts = {
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        hourCycle: "h23",
    };
    const thisYear = new Intl.DateTimeFormat(language, parts);
    const anyYear = new Intl.DateTimeFormat(language, { ...parts, year: "numeric" });
    const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "long" });
    const STEPS = [
        ["day", 86400],
        ["hour", 3600],
        ["minute", 60],
        ["second", 1],
    ];

    function distance(seconds) {
        for (const [unit, size] of STEPS) {
            if (Math.abs(seconds) >= size || unit === "second") {
                return relative.format(Math.trunc(seconds / size), unit);
            }
        }
        return "";
    }

    function tell(element) {
        const at = new Date(element.dateTime);
        if (Number.isNaN(at.getTime())) {
            return;
        }
        if (element.dataset.as === "distance") {
            element.textContent = distance((at.getTime() - Date.now()) / 1000);
        } else if (!element.dataset.told) {
            const isThisYear = at.getFullYear() === new Date().getFullYear();
            element.textContent = (isThisYear ? thisYear : anyYear).format(at);
            element.dataset.told = "yes";
        }
    }

    function tellTimes(root) {
        root.querySelectorAll("time[datetime]").forEach(tell);
    }

    const two = (number) => String(number).padStart(2, "0");

    /* As a field for a time wants it: of the viewer's clock, without the zone. */
    function byTheClock(at) {
        const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join("-");
        const time = [two(at.getHours()), two(at.getMinutes())];
        return day + "T" + (at.getSeconds() ? [...time, two(at.getSeconds())] : time).join(":");
    }

    /* Typed by the viewer's clock; the address, which others may get, stays in UTC. */
    function takeLocalTimes() {
        document.querySelectorAll("input[data-utc]").forEach((field) => {
            const at = new Date(field.defaultValue + "Z");
            field.value = Number.isNaN(at.getTime()) ? "" : byTheClock(at);
        });
        document.querySelectorAll("[data-zone]").forEach((zone) => {
            zone.textContent = zone.dataset.local;
        });
    }

    document.addEventListener("formdata", (event) => {
        event.target.querySelectorAll("input[data-utc]").forEach((field) => {
            const at = new Date(field.value);
            if (!Number.isNaN(at.getTime())) {
                const utc = at.toISOString().replace(/(:00)?\.000Z$/, "");
                event.formData.set(field.name, utc);
            }
        });
    });

    document.addEventListener("submit", (event) => {
        const question = event.submitter?.dataset.confirm ?? event.target.dataset.confirm;
        if (question && !window.confirm(question)) {
            event.preventDefault();
        }
        if (!event.defaultPrevented && event.target.method === "post" && event.submitter) {
            hold(event.submitter);
        }
    });

    /* A form is sent once by a double click, too. Later, so that what the button says goes along. */
    function hold(button) {
        window.setTimeout(() => {
            button.disabled = true;
            button.dataset.held = "yes";
        });
    }

    window.addEventListener("pageshow", () => {
        document.querySelectorAll("[data-held]").forEach((button) => {
            button.disabled = false;
            delete button.dataset.held;
        });
    });

    document.addEventListener("change", (event) => {
        if (event.target.matches("[data-submit]")) {
            event.target.form.requestSubmit();
        }
    });

    document.addEventListener("click", async (event) => {
        const button = event.target.closest("button[data-copy]");
        if (button) {
            const source = document.querySelector(button.dataset.copy);
            try {
                await navigator.clipboard.writeText(source.textContent);
                button.textContent = button.dataset.copied;
            } catch {
                // Without TLS there is no clipboard for us. What is selected is one Ctrl+C away.
                window.getSelection().selectAllChildren(source);
            }
        }
    });

    /* What somebody has opened stays open when its part of the page is renewed. */
    let opened = [];

    function rememberOpened() {
        opened = [...document.querySelectorAll("details[open][id]")].map((one) => one.id);
    }

    function renewed() {
        opened.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
        tellTimes(document);
    }

    document.addEventListener("DOMContentLoaded", () => {
        tellTimes(document);
        takeLocalTimes();
        document.body.addEventListener("htmx:beforeSwap", rememberOpened);
        document.body.addEventListener("htmx:afterSwap", renewed);
        window.setInterval(
            () => document.querySelectorAll("time[data-as=distance]").forEach(tell),
            1000,
        );
    });
})();
