"use strict";

// Everything a mail says gets onto the page as text. Only its HTML is shown as HTML, in a frame
// that may run nothing, and whose own policy lets it load nothing.

const $ = id => document.getElementById(id);
const STEP = 100;
const TABS = ["html", "text", "headers", "source"];

let limit = STEP;
let state = "";
let shown = null;
let tab = null;

const clock = new Intl.DateTimeFormat([], { timeStyle: "medium" });
const calendar = new Intl.DateTimeFormat([], { dateStyle: "medium" });
const both = new Intl.DateTimeFormat([], { dateStyle: "medium", timeStyle: "medium" });

function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    made.textContent = text;
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    return made;
}

function bytes(size) {
    return size < 1000 ? `${size} B` : size < 1e6 ? `${Math.round(size / 1e3)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}

function when(time) {
    const date = new Date(time);
    return date.toDateString() === new Date().toDateString() ? clock.format(date) : calendar.format(date);
}

function row(mail) {
    const link = element("a", "", { href: `#${mail.id}` });
    link.append(
        element("span", mail.recipients.join(", "), { class: "to" }),
        element("time", when(mail.receivedAt), { datetime: mail.receivedAt }),
        element("span", mail.subject || "(no subject)", { class: "about" }));
    const item = element("li", "");
    item.append(link);
    return item;
}

function markChosen() {
    for (const link of $("list").querySelectorAll("a")) {
        link.toggleAttribute("aria-current", link.hash === location.hash);
    }
}

function showList(answer) {
    const words = $("search").value;
    $("list").replaceChildren(...answer.messages.map(row));
    $("count").textContent = answer.total === 1 ? "1 mail" : `${answer.total.toLocaleString()} mails`;
    $("none").hidden = answer.total > 0;
    $("none").textContent = words ? `No mail matches “${words}”.` : "No mail yet.";
    $("more").hidden = answer.messages.length >= answer.total;
    $("empty").disabled = answer.total === 0 && !words;
    $("offline").hidden = !answer.offline;
    $("take").textContent = answer.offline ? "Bring back online" : "Take offline";
    $("take").dataset.method = answer.offline ? "DELETE" : "PUT";
    document.title = `${answer.offline ? "Offline" : answer.total.toLocaleString()} · Inbox · Vestnik`;
    markChosen();
}

async function refresh() {
    const asked = `/api/messages?limit=${limit}&search=${encodeURIComponent($("search").value)}`;
    try {
        const response = await fetch(asked, { headers: { "If-None-Match": state } });
        $("lost").hidden = true;
        if (response.status === 200) {
            state = response.headers.get("ETag");
            showList(await response.json());
        }
    } catch {
        $("lost").hidden = false;
        state = "";
    }
}

function again() {
    state = "";
    return refresh();
}

async function showMail() {
    const id = location.hash.slice(1);
    markChosen();
    const response = id ? await fetch(`/api/messages/${encodeURIComponent(id)}`) : null;
    shown = response?.ok ? await response.json() : null;
    $("mail").hidden = !shown;
    $("choose").hidden = Boolean(shown);
    document.body.classList.toggle("reading", Boolean(shown));
    if (!shown) {
        return;
    }
    $("subject").textContent = shown.subject || "(no subject)";
    $("from").textContent = shown.from;
    $("to").textContent = shown.recipients.join(", ");
    $("received").textContent = `${both.format(new Date(shown.receivedAt))}, ${bytes(shown.size)}`;
    $("attachments").replaceChildren(...shown.attachments.map(part => {
        const item = element("li", "");
        const link = { href: `/api/messages/${shown.id}/attachments/${part.number}`, download: part.name };
        item.append(element("a", `${part.name} (${bytes(part.size)})`, link));
        return item;
    }));
    $("tab-html").hidden = shown.html === null;
    $("tab-text").hidden = shown.text === null;
    const fits = tab && !$(`tab-${tab}`).hidden;
    choose(fits ? tab : TABS.find(name => !$(`tab-${name}`).hidden));
}

const PANELS = {
    html: () => element("iframe", "", {
        src: `/api/messages/${shown.id}/html`,
        sandbox: "allow-popups allow-popups-to-escape-sandbox",
        title: "The mail as HTML",
    }),
    text: () => element("pre", shown.text, { class: "letter" }),
    headers: () => {
        const table = element("table", "");
        for (const header of shown.headers) {
            const line = element("tr", "");
            line.append(element("th", header.name, { scope: "row" }), element("td", header.value));
            table.append(line);
        }
        return table;
    },
    source: () => {
        const place = element("pre", "");
        fetch(`/api/messages/${shown.id}/source`)
            .then(response => response.text())
            .then(text => { place.textContent = text; });
        return place;
    },
};

function choose(name) {
    tab = name;
    TABS.forEach(other => $(`tab-${other}`).setAttribute("aria-selected", other === name));
    $("panel").replaceChildren(PANELS[name]());
}

/* As ./vestnik offline and online do. */
async function take() {
    const method = $("take").dataset.method ?? "PUT";
    await fetch("/api/offline", { method, headers: { "X-Vestnik": "1" } });
}

async function deleteAll() {
    if (confirm("Delete all mails of this inbox?")) {
        await fetch("/api/messages", { method: "DELETE", headers: { "X-Vestnik": "1" } });
        location.hash = "";
        await again();
    }
}

async function keepFresh() {
    await refresh();
    setTimeout(keepFresh, document.hidden ? 5000 : 1000);
}

$("search").addEventListener("input", () => { limit = STEP; again(); });
$("more").addEventListener("click", () => { limit += STEP; again(); });
$("empty").addEventListener("click", deleteAll);
$("take").addEventListener("click", take);
TABS.forEach(name => $(`tab-${name}`).addEventListener("click", () => choose(name)));
addEventListener("hashchange", showMail);

keepFresh();
showMail();
