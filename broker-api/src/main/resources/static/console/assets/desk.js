/*
 * The desk by keyboard: j and k go from row to row, x ticks, a ticks all, r retries, d discards, ?
 * tells the keys. Everything works without it.
 */
(() => {
    "use strict";

    const table = document.querySelector("table[data-keys]");
    const help = document.getElementById("keys");
    if (!table) {
        return;
    }
    const rows = [...table.querySelectorAll("tr[data-row]")];
    const all = table.querySelector("input[data-all]");
    const count = document.querySelector("[data-count]");
    const opener = document.querySelector("[data-help]");
    let current = -1;
    let afterReason = null;

    const box = (row) => row?.querySelector("input[type=checkbox]");
    const ticked = () => rows.filter((row) => box(row)?.checked);

    function tell() {
        const number = ticked().length;
        rows.forEach((row) => row.setAttribute("aria-selected", String(Boolean(box(row)?.checked))));
        if (count) {
            count.textContent = number ? String(number) : "";
        }
        if (all) {
            all.checked = number > 0 && number === rows.length;
            all.indeterminate = number > 0 && number < rows.length;
        }
    }

    function move(step) {
        current = Math.max(0, Math.min(rows.length - 1, current + step));
        const link = rows[current]?.querySelector("a");
        link?.focus();
        rows[current]?.scrollIntoView({ block: "nearest" });
    }

    function tick(row, checked) {
        const one = box(row);
        if (one) {
            one.checked = checked ?? !one.checked;
            tell();
        }
    }

    function tickAll() {
        const checked = ticked().length < rows.length;
        rows.forEach((row) => tick(row, checked));
    }

    // Of a row where it has its own buttons; else of what is ticked, or the row if nothing is.
    function act(key) {
        const own = rows[current]?.querySelector(`[data-key=${key}]`);
        if (own) {
            own.click();
            return;
        }
        const button = document.querySelector(`button[data-key=${key}]`);
        if (!button) {
            return;
        }
        if (ticked().length === 0) {
            tick(rows[current], true);
        }
        const reason = button.form.elements.reason;
        if (key === "d" && !reason.value.trim()) {
            afterReason = button;
            reason.focus();
        } else {
            button.click();
        }
    }

    document.addEventListener("keydown", (event) => {
        const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
        if (typing || event.ctrlKey || event.metaKey || event.altKey || help?.open) {
            return;
        }
        const keys = {
            j: () => move(1),
            k: () => move(-1),
            x: () => tick(rows[current]),
            a: tickAll,
            r: () => act("r"),
            d: () => act("d"),
            "?": () => help?.showModal(),
        };
        if (keys[event.key]) {
            event.preventDefault();
            keys[event.key]();
        }
    });

    // Enter would press the first button, whatever the reason was written for.
    document.querySelector("input[name=reason]")?.addEventListener("keydown", (event) => {
        if (event.key === "Enter") {
            event.preventDefault();
            afterReason?.click();
        }
    });

    table.addEventListener("focusin", (event) => {
        const row = rows.indexOf(event.target.closest("tr"));
        current = row < 0 ? current : row;
    });
    table.addEventListener("change", tell);
    if (all) {
        all.hidden = false;
        all.addEventListener("change", () => {
            const checked = all.checked;
            rows.forEach((row) => tick(row, checked));
        });
    }
    if (opener) {
        opener.hidden = false;
        opener.addEventListener("click", () => help?.showModal());
    }
    tell();
})();
