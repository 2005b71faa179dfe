// Comfort only: every page works without this file.
(() => {
  "use strict";
  const all = (root, what) => root.querySelectorAll(what);

  // "Yes" and "Not sure" put each other out; a chosen detail ticks its row; "None of these" clears its group.
  document.addEventListener("change", ({ target: box }) => {
    const row = box.closest(".tick");
    if (row) {
      const yes = row.querySelector(".yes input");
      const unsure = row.querySelector(".unsure input");
      if (box.type === "radio" && box.checked && yes) yes.checked = true;
      if (unsure && box !== unsure && box.checked) unsure.checked = false;
      if (unsure && box === unsure && box.checked && yes) yes.checked = false;
      if (yes && !yes.checked) for (const radio of all(row, ".choices input")) radio.checked = false;
    }
    const group = box.closest("[data-none]");
    if (group && box.checked) {
      const none = box.matches("[data-none-box]");
      for (const other of all(group, "input")) {
        if (other !== box && (none || other.matches("[data-none-box]"))) other.checked = false;
      }
    }
  });

  // A page that answers a form takes the address of its question: going back to it, or loading it again, sends nothing. The
  // start page does so when it is left, so that Back leads to the first question and not to the card of what is open.
  const here = document.querySelector("[data-here]")?.dataset.here;
  const takeAddress = () => history.replaceState(null, "", here + (location.pathname === here ? location.hash : ""));
  if (here && location.pathname !== "/") takeAddress();
  // What was just done is said once: loading the page again is no news.
  else if (/[?&]done=/.test(location.search)) {
    const rest = location.search.slice(1).split("&").filter((pair) => !pair.startsWith("done=")).join("&");
    history.replaceState(null, "", location.pathname + (rest && "?" + rest) + location.hash);
  }
  if (here && location.pathname === "/") document.addEventListener("submit", takeAddress);

  // What is ticked or typed but not sent yet survives a reload; it stays in this tab and goes with the form.
  const unsent = "easeback-unsent";
  const screen = document.querySelector("main form input[name=_screen]")?.value;
  const fields = () => all(document, "main form input:not([type=hidden])");
  const named = (field) => field.name + "=" + (field.type === "text" ? "" : field.value);
  const keep = () => {
    const entries = [...fields()].map((field) => [named(field), field.type === "text" ? field.value : field.checked]);
    sessionStorage.setItem(unsent, JSON.stringify({ screen, entries }));
  };
  const restore = () => {
    const kept = JSON.parse(sessionStorage.getItem(unsent) ?? "{}");
    if (!screen || kept.screen !== screen || document.querySelector("[data-errors]")) return;
    const values = new Map(kept.entries);
    for (const field of fields()) {
      const value = values.get(named(field));
      if (value === undefined) continue;
      if (field.type === "text") field.value = value;
      else field.checked = value;
    }
  };
  if (screen) document.addEventListener("input", keep);
  if (screen && document.querySelector("[data-errors]")) keep();
  document.addEventListener("submit", () => sessionStorage.removeItem(unsent));
  addEventListener("pageshow", restore);

  // Whoever comes for something in a fold, or prints the page, sees it opened.
  const reveal = () => {
    const wanted = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let fold = wanted && wanted.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    if (wanted) wanted.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  addEventListener("beforeprint", () => {
    for (const fold of all(document, "details:not([open])")) {
      fold.open = true;
      addEventListener("afterprint", () => (fold.open = false), { once: true });
    }
  });

  // Waiting times count down by the clock of the server; once it is time there is a link to look again.
  for (const wait of all(document, "[data-countdown]")) {
    const [left, free] = [wait.querySelector("[data-left]"), wait.querySelector("[data-free]")];
    const ahead = Number(wait.dataset.now) - Date.now();
    const two = (number) => String(number).padStart(2, "0");
    const count = () => {
      const seconds = Math.max(0, Math.ceil((Number(wait.dataset.until) - Date.now() - ahead) / 1000));
      left.textContent = Math.floor(seconds / 3600) + ":" + two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
      left.parentElement.hidden = seconds === 0;
      free.hidden = seconds > 0;
      if (seconds === 0) clearInterval(counting);
    };
    const counting = setInterval(count, 1000);
    count();
  }

  // The copy button appears only where it can work.
  for (const button of all(document, "[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    if (!text || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const said = button.parentElement.querySelector("[role=status]");
      try {
        await navigator.clipboard.writeText(text.textContent.trim());
        said.textContent = button.dataset.done;
      } catch {
        getSelection().selectAllChildren(text);
      }
    });
  }

  // After a form came back with a problem, start there.
  document.querySelector("[data-errors]")?.focus();

  // A link inside the error summary takes the person to the field itself.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-errors] a[href^='#']");
    const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!field) return;
    event.preventDefault();
    field.scrollIntoView({ block: "center" });
    (field.matches("input, select, textarea, button") ? field : field.querySelector("input, button, [tabindex]") ?? field).focus();
  });
})();
