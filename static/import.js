// Keys of the import page, and the light on the words that a fact comes from. Every action works without this file.
(() => {
  "use strict";
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio]), select, textarea";
  const facts = () => all(".fact").filter((each) => each.checkVisibility());
  const current = () => document.activeElement.closest?.(".fact") || one(".fact:target");
  let last = ""; // the id of the fact that had the focus last: from there one moves on, after a form or a swap too
  const here = () => document.activeElement.closest?.(".fact") || (last && one(`#${last}`)) || one(".fact:target");

  // --- The light ------------------------------------------------------------------------------------------------------
  const light = (fact, follow) => {
    all("mark.lit").forEach((mark) => mark.classList.remove("lit"));
    const marks = fact ? all(`mark[data-fact="${fact.dataset.fact}"]`) : [];
    marks.forEach((mark) => mark.classList.add("lit"));
    const pane = one(".came");
    if (!follow || !marks[0] || pane.scrollHeight <= pane.clientHeight) return; // beside one another only
    const at = marks[0].getBoundingClientRect(), frame = pane.getBoundingClientRect();
    const bottom = Math.min(frame.bottom, one(".confirm")?.getBoundingClientRect().top ?? innerHeight); // of what is seen
    if (at.top < frame.top || at.bottom > bottom) pane.scrollTop += at.top - frame.top - (bottom - frame.top) / 3;
  };
  document.addEventListener("focusin", ({ target }) => {
    const fact = target.closest(".fact");
    if (fact) last = fact.id;
    light(fact, true);
  });
  document.addEventListener("mouseover", ({ target }) => {
    const mark = target.closest("mark[data-fact]");
    const fact = target.closest(".fact") || (mark && one(`#fact-${mark.dataset.fact}`)) || current();
    light(fact, false);
  });
  document.addEventListener("click", ({ target }) => {
    const mark = target.closest("mark[data-fact]");
    if (mark && !String(getSelection())) one(`#fact-${mark.dataset.fact}`)?.focus();
  });

  // --- Words that a person marks become the words of a new fact --------------------------------------------------------
  const bar = one(".marked");
  const lengthBefore = (pane, node, offset) => {
    const range = document.createRange();
    range.setStart(pane, 0);
    range.setEnd(node, offset);
    return [...range.toString()].length; // characters as the server counts them
  };
  let marked = ""; // the query that says from where to where
  document.addEventListener("selectionchange", () => {
    const pane = one(".came"), selection = getSelection();
    if (!bar || !pane) return;
    const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
    const inside = range && pane.contains(range.startContainer) && pane.contains(range.endContainer);
    if (inside) {
      const from = lengthBefore(pane, range.startContainer, range.startOffset);
      marked = `from=${from}&to=${from + [...range.toString()].length}`;
    }
    bar.hidden = !inside;
  });
  // A click on the bar must not take the mark away before it was heard.
  bar?.addEventListener("pointerdown", (event) => event.preventDefault());
  const openAdding = (link, query) =>
    htmx.ajax("GET", `${link.pathname}?${query}`, { source: link, target: `#add-${link.dataset.kind} .form`, swap: "outerHTML" });
  bar?.addEventListener("click", (event) => {
    const link = event.target.closest("[data-kind]");
    if (!link) return;
    event.preventDefault();
    openAdding(link, marked);
    getSelection().removeAllRanges();
  });
  const add = () => {
    if (bar && !bar.hidden) return one("a", bar).focus();
    const fact = current();
    const section = fact?.closest(".facts-of");
    const link = (section && one("[data-does=add]", section)) || one("#section-request [data-does=add]");
    if (link && fact?.dataset.paragraph) openAdding(link, new URLSearchParams({ paragraph: fact.dataset.paragraph }));
    else link?.click();
  };

  // --- Moving ---------------------------------------------------------------------------------------------------------
  const go = (fact) => fact?.focus();
  const step = (by) => {
    const rows = facts();
    const at = rows.indexOf(here());
    go(rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by]);
  };
  const nextSection = () => {
    const sections = all(".facts-of");
    const next = sections.indexOf(here()?.closest(".facts-of")) + 1; // none: the first
    const following = [...sections.slice(next), ...sections.slice(0, next)]; // after the last one, the first again
    go(one(".fact[data-open]", following.find((each) => one(".fact[data-open]", each)) || document.createElement("i")));
  };
  const press = (what) => {
    const fact = current();
    const button = fact && one(`[data-does="${what}"]`, fact);
    button?.click();
    return Boolean(button);
  };
  const acceptAndGoOn = () => {
    const rows = facts();
    const at = rows.indexOf(current());
    if (at < 0) return;
    press("accept");
    go(rows.slice(at + 1).find((row) => row.matches("[data-open]")) || rows[at + 1] || rows[at]);
  };
  const rejectAndGoOn = () => {
    const rows = facts();
    const at = rows.indexOf(current());
    if (at >= 0 && press("reject")) go(rows[at + 1] || rows[at]);
  };

  const does = {
    " ": acceptAndGoOn,
    Enter: () => press("edit"),
    x: rejectAndGoOn,
    p: () => press("split"),
    u: () => press("reopen"),
    a: add,
    c: () => one('.confirm [data-does="certain"]')?.click(),
    j: () => step(1),
    k: () => step(-1),
    n: nextSection,
  };
  const single = one("#single-keys");
  // Before desk.js: here `j`, `k` and `n` mean facts.
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.isComposing || event.altKey || event.metaKey || event.shiftKey) return;
    if (event.ctrlKey) {
      if (key !== "Enter" || target.closest(".form")) return;
      event.preventDefault();
      one('.confirm [data-does="confirm"]')?.click();
      return;
    }
    if ((single && !single.checked) || !does[key]) return;
    if (target.matches(`${FIELDS}, [contenteditable]`) || target.closest(".form")) return;
    // Space and Enter belong to a button, link or summary that has the focus.
    if ((key === " " || key === "Enter") && !target.matches(".fact")) return;
    event.preventDefault();
    event.stopPropagation();
    does[key]();
  }, true);

  // --- Confirming waits for the decisions that are still on their way --------------------------------------------------
  const onTheWay = new Set();
  let confirming = null; // the form that was sent too early, and its button
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches(".fact form[hx-post]")) onTheWay.add(form);
    if (!form.closest(".confirm") || form.matches("[hx-post]") || ![...onTheWay].some((each) => each.isConnected)) return;
    event.preventDefault();
    confirming = { form, button: event.submitter };
    event.submitter?.setAttribute("aria-busy", "true");
  }, true);
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    onTheWay.delete(detail.elt);
    if (!confirming || (detail.successful && [...onTheWay].some((each) => each.isConnected))) return;
    const { form, button } = confirming;
    confirming = null;
    button?.removeAttribute("aria-busy");
    if (detail.successful) form.requestSubmit(button); // otherwise the person sees first what went wrong
  });

  // --- A form that holds what a person typed ---------------------------------------------------------------------------
  const intoForm = (form) => (one(`${FIELDS}, :checked`, form) || one("[type=radio]", form))?.focus();
  document.addEventListener("htmx:afterSettle", () => {
    const again = one(".again[data-fresh]");
    if (!again) return;
    delete again.dataset.fresh;
    intoForm(again.closest("form"));
    again.scrollIntoView({ block: "nearest" }); // why it is there again is read before the fields
  });
  // Edit or Split, pressed while its form is open, leads into it: another one would take the place of what was typed.
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".fact a[data-does]");
    const form = link && one("form.form", link.closest(".fact"));
    if (!form || form.hidden || form.getAttribute("action") !== link.getAttribute("href")) return;
    event.preventDefault();
    event.stopPropagation();
    intoForm(form);
  }, true);

  // What was typed and not sent would be lost when the page is left or loaded again: the browser asks first.
  document.addEventListener("input", ({ target }) => {
    const form = target.closest("form.form");
    if (form) form.dataset.typed = "";
  });
  addEventListener("beforeunload", (event) => {
    if (one("form.form[data-typed]:not([aria-busy])")) event.preventDefault();
  });

  // --- After a swap of all that was read: on to the fact that it was about ---------------------------------------------
  document.addEventListener("htmx:afterSettle", () => {
    const about = one("#read-as[data-focus]");
    if (!about) return;
    one(`#${about.dataset.focus}`)?.focus();
    delete about.dataset.focus;
  });
})();
