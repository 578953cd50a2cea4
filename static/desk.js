// Keys, focus after a swap, waiting, failing, colours. Every page and every action works without this file.
// It holds no words: what it shows stands, translated, in parts/colophon.html.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea";

  const isTyped = (field) => {
    if (!field.matches("select")) return field.value !== field.defaultValue;
    const given = Math.max([...field.options].findIndex((each) => each.defaultSelected), 0);
    return field.selectedIndex > -1 && field.selectedIndex !== given;
  };

  // What a person set on this device. A browser that keeps nothing starts from the defaults each time.
  const device = {
    get(name) { try { return localStorage.getItem(name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(name, value); } catch { /* kept until the page is left */ } },
  };

  // --- Colours: a cookie, so that the server sets them before the first paint --------------------------------------
  const themes = one(".themes");
  const showTheme = (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    all("button", themes).forEach((button) => button.setAttribute("aria-pressed", button.dataset.themeChoice === theme));
  };
  if (themes) {
    themes.hidden = false;
    showTheme(document.documentElement.dataset.theme || "");
    themes.addEventListener("click", ({ target }) => {
      const theme = target.dataset.themeChoice;
      if (theme === undefined) return;
      document.cookie = `theme=${theme}; path=/; samesite=lax; max-age=${theme ? 31536000 : 0}`;
      showTheme(theme);
    });
  }

  // --- Words that are copied with one press; where the browser does not let us, they are marked ------------------------
  all("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = document.getElementById(button.dataset.copy);
      getSelection().selectAllChildren(words);
      try { await navigator.clipboard.writeText(words.textContent); } catch { return; }
      button.textContent = button.dataset.done;
    });
  });

  // --- Forms under their rows ---------------------------------------------------------------------------------------
  const openers = new WeakMap(); // the form that was opened → the button that opened it
  const closeForm = (form) => {
    const opener = openers.get(form) || one("[aria-expanded=true], .act", form.closest(".row"));
    const empty = document.createElement("div");
    empty.className = "form";
    empty.hidden = true;
    form.replaceWith(empty);
    opener?.setAttribute("aria-expanded", "false");
    opener?.focus();
  };
  document.addEventListener("click", (event) => {
    const form = event.target.closest("[data-close]")?.closest(".row .form");
    if (!form) return;
    event.preventDefault(); // without the script the same link leads back to the list
    closeForm(form);
  });

  // --- After a swap: focus goes on, and what happened is said ---------------------------------------------------------
  const focusIn = (fresh) => {
    const wrong = one("[aria-invalid=true]", fresh);
    const next = wrong || (fresh.matches(".form") && (one("[autofocus]", fresh) || one(FIELDS, fresh) || one("[type=radio]", fresh))) ||
      (fresh.matches("[tabindex]") && fresh) || one("button, a[href], summary", fresh);
    next?.focus({ preventScroll: fresh.matches(".row, .undo") });
  };
  let swapped = null; // what was pressed, and what will be replaced
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    const held = detail.target.contains(document.activeElement) || document.activeElement === document.body;
    swapped = { opener: detail.requestConfig?.elt, held, drawer: detail.target.matches(".drawer") };
  });
  document.addEventListener("htmx:load", ({ detail: { elt } }) => {
    if (!swapped || elt === document.body) return;
    const { opener, held, drawer } = swapped;
    if (elt.matches(".row .form")) {
      if (opener?.matches(".act")) {
        all("[aria-expanded=true]", elt.closest(".row")).forEach((act) => act.setAttribute("aria-expanded", "false"));
        opener.setAttribute("aria-expanded", "true");
        openers.set(elt, opener);
      }
      focusIn(elt);
    } else if (drawer) {
      elt.closest(".drawer")?.focus();
    } else if (held && document.activeElement === document.body) {
      focusIn(elt);
    }
    const said = elt.matches("[role=status]") ? elt : one("[role=status]:not(.waiting)", elt);
    // A region that arrives with its words is often not read out; one that stands there already is.
    if (said) one("#said").textContent = (one("span", said) || said).textContent.trim();
  });

  // --- Waiting and failing ------------------------------------------------------------------------------------------
  // What failed in another row is still unsaid there.
  const placeOf = (elt) => elt.closest(".row") || document;
  const pressed = ({ detail: { elt, requestConfig } }) => requestConfig?.triggeringEvent?.submitter || elt;
  document.addEventListener("htmx:beforeRequest", (event) => {
    pressed(event).setAttribute?.("aria-busy", "true");
    event.detail.target?.setAttribute("data-waits", "");
    all(".failed[data-shown]").filter((failed) => placeOf(failed) === placeOf(event.detail.elt)).forEach((failed) => failed.remove());
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    pressed(event).removeAttribute?.("aria-busy");
    event.detail.target?.removeAttribute("data-waits");
  });
  const fail = (event, why) => {
    const button = pressed(event);
    const elt = event.detail.requestConfig?.elt || event.detail.elt;
    const failed = one(`#failed-${why}`).content.firstElementChild.cloneNode(true);
    failed.dataset.shown = "";
    if (!all(FIELDS, elt.closest("form") || elt).some(isTyped)) one("[data-typed]", failed).remove();
    one("[data-again]", failed).addEventListener("click", () => (button.isConnected ? button : one("button", elt))?.click());
    const row = elt.closest(".row");
    if (row) row.append(failed);
    else elt.after(failed);
    one("[data-again]", failed).focus();
  };
  ["htmx:sendError", "htmx:timeout"].forEach((name) =>
    document.addEventListener(name, (event) => fail(event, "unreachable")));
  document.addEventListener("htmx:responseError", (event) =>
    fail(event, { 401: "signed-out", 403: "refused", 413: "too-large" }[event.detail.xhr.status] || "broken"));
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    // A whole page in answer to a fragment: the desk asks to sign in. It must not land inside a row.
    if (event.detail.boosted || !/^\s*<!doctype/i.test(event.detail.xhr.responseText)) return;
    // An error's page is not swapped in: it is told by its number.
    if (event.detail.xhr.status >= 400 && ![409, 422].includes(event.detail.xhr.status)) return;
    if (event.detail.xhr.getResponseHeader("HX-Refresh") || event.detail.target === document.body) return;
    event.preventDefault();
    fail(event, "signed-out");
  });
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    // Signed in again in another window: the token in this page is old, the one in the cookie is not.
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token && detail.parameters.csrfmiddlewaretoken) detail.parameters.csrfmiddlewaretoken = token;
  });

  // --- Keys ---------------------------------------------------------------------------------------------------------
  const keys = one("#keys");
  const single = one("#single-keys");
  if (keys) {
    keys.hidden = false;
    single.checked = device.get("single-keys") !== "off";
    single.addEventListener("change", () => device.set("single-keys", single.checked ? "on" : "off"));
  }
  const ROWS = ".row, .undo, .table tbody tr:has(a[href])";
  const row = () => document.activeElement.closest(ROWS) || one(".row:target");
  const step = (by) => {
    const rows = all(ROWS).filter((each) => each.checkVisibility());
    const at = rows.indexOf(row());
    const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
    one(".what a, th a, a[href]", next || document.createElement("i"))?.focus();
  };
  const press = (key) => (one(`[data-key=${key}]`, row() || document.body) || (key === "d" && row() && one(".act.first", row())))?.click();
  const does = {
    "/": () => one("#find")?.focus(),
    "?": () => { keys.open = true; one("summary", keys).focus(); },
    j: () => step(1),
    k: () => step(-1),
    w: () => one(".why > summary", row() || document.createElement("i"))?.click(),
    d: () => row() && press("d"),
    s: () => row() && press("s"),
    n: () => row() && press("n"),
  };
  let goes = -Infinity; // when `g` was pressed
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (key === "Escape") {
      const form = target.closest(".row .form");
      const menu = target.closest("details.me[open], details.keys[open]");
      if (form) closeForm(form);
      else if (menu) { menu.open = false; one("summary", menu).focus(); }
      else if (target.id === "find") target.blur();
      return;
    }
    if (single && !single.checked) return;
    if (target.matches(`${FIELDS}, [contenteditable]`)) return;
    const place = event.timeStamp - goes < 1500 && one(`[data-go="${CSS.escape(key)}"]`);
    goes = key === "g" ? event.timeStamp : -Infinity;
    const act = place ? () => place.click() : does[key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", ({ target }) => {
    all("details.me[open]").forEach((menu) => menu.contains(target) || (menu.open = false));
  });
})();
