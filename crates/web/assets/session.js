// A running session: counts to its end by the server's clock, shows the step that is on, and tells when it is over.
// Comfort only: the page says without this file when the session ends. Nothing makes a sound before it was asked for.
(() => {
  "use strict";
  const box = document.querySelector("[data-timer]");
  if (!box) return;
  const find = (what) => box.querySelector(what);
  const [now, start, end] = ["now", "start", "end"].map((name) => Number(box.dataset[name]));
  const skew = now - Date.now();
  const time = () => Date.now() + skew;
  const cues = [...box.querySelectorAll("[data-at]")];
  const led = box.querySelector(".cues.led") !== null;
  const said = find("[data-said]");
  const say = (cue) => cue.querySelector("[data-say]").textContent;
  let current = cues.findIndex((cue) => cue.hasAttribute("aria-current"));
  let over = time() >= end;
  let audio, speaking = false, awake;

  const tone = () => {
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
  const light = (cue) => {
    const { region, picture } = cue.dataset;
    for (const part of document.querySelectorAll(".region")) part.classList.toggle("on", region === "whole_body" || part.dataset.part === region);
    if (picture) for (const one of box.querySelectorAll("[data-figure]")) one.hidden = one.dataset.figure !== picture;
  };
  const show = (place) => {
    if (place === current) return;
    cues[current]?.removeAttribute("aria-current");
    if (led && cues[current]) cues[current].hidden = true;
    current = place;
    const cue = cues[place];
    if (!cue) return;
    cue.setAttribute("aria-current", "step");
    cue.hidden = false;
    light(cue);
    if (speaking) speak(say(cue));
    else said.textContent = say(cue);
  };
  const finish = () => {
    over = true;
    find("[data-running]").hidden = true;
    find("[data-over]").hidden = false;
    find("[data-comfort]").hidden = true;
    cues[current]?.removeAttribute("aria-current");
    said.textContent = find("[data-over]").textContent;
    for (const part of document.querySelectorAll("[data-when-over]")) part.hidden = false;
    for (const part of document.querySelectorAll("[data-until-over]")) part.hidden = true;
    navigator.vibrate?.([400, 200, 400, 200, 400]);
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
  };
  if (!over) {
    tick();
    setInterval(() => over || tick(), 250);
  }

  // A screen that turns itself off would stop the voice.
  const stayAwake = async () => {
    awake = await navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || over) return;
    tick();
    if (speaking) stayAwake();
  });
  const toggle = (button, act) => button?.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    act(on);
  });
  find("[data-comfort]").hidden = over;
  toggle(find("[data-sound]"), (on) => {
    audio?.close();
    audio = on && window.AudioContext ? new AudioContext() : undefined;
    tone();
  });
  const aloud = find("[data-speak]");
  if (aloud && window.speechSynthesis) {
    aloud.hidden = false;
    toggle(aloud, (on) => {
      speaking = on;
      speechSynthesis.cancel();
      if (on && cues[current]) speak(say(cues[current]));
      if (on) stayAwake();
      else awake?.release();
    });
    addEventListener("pagehide", () => speechSynthesis.cancel());
  }
})();
