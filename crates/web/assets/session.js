// A running session: counts to its end by the server's clock, marks the step that is on, and tells when it is over.
// Comfort only: the page says without this file when the session ends.
(() => {
  "use strict";
  const box = document.querySelector("[data-timer]");
  if (!box) return;
  const find = (what) => box.querySelector(what);
  const [now, start, end] = ["now", "start", "end"].map((name) => Number(box.dataset[name]));
  const skew = now - Date.now();
  const time = () => Date.now() + skew;
  const cues = [...box.querySelectorAll("[data-at]")];
  const said = find("[data-said]");
  const regions = document.querySelectorAll(".region");
  let current = cues.findIndex((cue) => cue.hasAttribute("aria-current"));
  let over = time() >= end;
  let audio, speaking = false, awake;

  const tone = () => {
    navigator.vibrate?.([400, 200, 400, 200, 400]);
    if (!audio) return;
    for (let beat = 0; beat < 3; beat += 1) {
      const at = audio.currentTime + beat * 0.6;
      const [source, volume] = [audio.createOscillator(), audio.createGain()];
      source.frequency.value = 660;
      volume.gain.setValueAtTime(0.0001, at);
      volume.gain.exponentialRampToValueAtTime(0.4, at + 0.05);
      volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
      source.connect(volume).connect(audio.destination);
      source.start(at);
      source.stop(at + 0.55);
    }
  };
  const speak = (text) => {
    speechSynthesis.cancel();
    const words = new SpeechSynthesisUtterance(text);
    words.lang = document.documentElement.lang;
    words.rate = 0.85;
    speechSynthesis.speak(words);
  };
  const show = (place) => {
    if (place === current) return;
    cues[current]?.removeAttribute("aria-current");
    current = place;
    const cue = cues[place];
    if (!cue) return;
    cue.setAttribute("aria-current", "step");
    for (const region of regions) region.classList.toggle("on", region.id === "region-" + cue.dataset.region);
    cue.scrollIntoView({ block: "nearest" });
    if (speaking) speak(cue.textContent);
    else said.textContent = cue.textContent;
  };
  const finish = () => {
    over = true;
    find("[data-running]").hidden = true;
    find("[data-over]").hidden = false;
    cues[current]?.removeAttribute("aria-current");
    said.textContent = find("[data-over]").textContent;
    for (const part of document.querySelectorAll("[data-when-over]")) part.hidden = false;
    for (const part of document.querySelectorAll("[data-until-over]")) part.hidden = true;
    tone();
    if (speaking) speak(said.textContent);
    awake?.release();
  };
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - time()) / 1000));
    find("[data-left]").textContent = Math.floor(left / 60) + ":" + String(left % 60).padStart(2, "0");
    find("[data-done-part]").value = (end - start) / 1000 - left;
    const elapsed = (time() - start) / 1000;
    show(cues.findLastIndex((cue) => Number(cue.dataset.at) <= elapsed));
    if (left === 0 && !over) finish();
    if (!over) setTimeout(tick, 250);
  };
  if (!over) tick();
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && !over && tick());

  // A browser lets a page make a sound only after it was touched.
  const wake = () => {
    audio ??= window.AudioContext && new AudioContext();
    audio?.resume();
  };
  addEventListener("pointerdown", wake, { once: true });
  addEventListener("keydown", wake, { once: true });
  const toggle = (button, act) => button?.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    act(on);
  });
  find("[data-comfort]").hidden = over;
  toggle(find("[data-sound]"), (on) => {
    wake();
    if (on) return tone();
    audio?.close();
    audio = undefined;
  });
  const aloud = find("[data-speak]");
  if (aloud && window.speechSynthesis) {
    aloud.hidden = false;
    toggle(aloud, async (on) => {
      speaking = on;
      speechSynthesis.cancel();
      if (on && cues[current]) speak(cues[current].textContent);
      // A screen that turns itself off would stop the voice.
      awake = on ? await navigator.wakeLock?.request("screen").catch(() => undefined) : void awake?.release();
    });
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }
})();
