// What a guide's page can do beyond its text. It comes as a file of its own, after
// guide.js, when a reader asks for one of these; it may come twice and counts once.
if (onchange) {
  onchange = null;
  const asked = document.currentScript.asked;

  // The share button: the phone's own sheet, else a copy of the address, else the
  // address to copy.
  const url = (document.querySelector("[rel=canonical]") || location).href;
  Share.onclick = () => {
    if (navigator.share) navigator.share({ title: document.title, url }).catch(() => {});
    else if (navigator.clipboard) navigator.clipboard.writeText(url).then(() => { Share.textContent = Share.dataset.done; }).catch(() => {});
    else prompt(Share.textContent, url);
  };

  // The filter above a directory of services.
  for (const box of document.querySelectorAll(".services")) {
    const filter = box.querySelector(".filter");
    if (!filter) continue;
    const language = filter.querySelector("select"), secret = filter.querySelector("input"), again = filter.querySelector("button");
    const show = () => {
      let shown = 0;
      for (const card of box.querySelectorAll("li[data-speaks]")) {
        const speaks = !language || !language.value || card.dataset.speaks.split(" ").includes(language.value);
        card.hidden = !speaks || secret && secret.checked && card.dataset.private == null;
        if (!card.hidden) shown++;
      }
      again.hidden = shown;
    };
    filter.addEventListener("change", show);
    again.addEventListener("click", () => {
      if (language) language.value = "";
      if (secret) secret.checked = false;
      show();
    });
  }

  // Listening: a voice of the device reads title, summary and text in their order,
  // each part in its own language where the device speaks it. What only repeats or
  // points, such as pull quotes and the numbers of notes, is passed over. Leaving
  // the page ends it.
  const speech = self.speechSynthesis;
  if (speech) {
    const label = Listen.textContent, exit = document.querySelector(".exit");
    const passed = "[aria-hidden=true], [hidden], sup, [href^='#fr'], .filter, audio, video, details:not([open]) > :not(summary)";
    const block = "p, li, h1, h2, h3, h4, h5, h6, dt, dd, td, th, div, summary, figcaption, blockquote, pre";
    const lines = () => {
      const list = [];
      let last;
      for (const part of document.querySelectorAll("main h1, .summary, .text")) {
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const { data, parentElement } = walker.currentNode;
          if (!data.trim() || parentElement.closest(passed)) continue;
          const home = parentElement.closest(block);
          if (home != last) list.push({ text: "", lang: home.closest("[lang]").lang });
          last = home;
          list[list.length - 1].text += data;
        }
      }
      return list;
    };
    const plain = tag => tag.replace("_", "-");
    const full = tag => {
      try {
        const known = new Intl.Locale(plain(tag)).maximize();
        return known.language + known.script;
      } catch (error) {
        return tag.split(/[-_]/)[0];
      }
    };
    const voice = lang => {
      const own = speech.getVoices().filter(v => v.localService), base = tag => tag.split(/[-_]/)[0];
      return own.find(v => plain(v.lang) == lang) || own.find(v => full(v.lang) == full(lang)) || own.find(v => base(v.lang) == base(lang));
    };
    // Who sees is told by a sign, who hears by the button's state.
    const say = reading => {
      Listen.textContent = (reading ? "◼ " : "") + label;
      Listen.setAttribute("aria-pressed", reading);
    };
    let queue = [];
    const stop = () => {
      queue = [];
      speech.cancel();
      say(false);
    };
    Listen.onclick = () => {
      if (queue.length) return stop();
      speech.cancel();
      for (const { text, lang } of lines()) {
        const words = new SpeechSynthesisUtterance(text);
        words.voice = voice(lang) || voice(document.documentElement.lang);
        words.lang = words.voice ? words.voice.lang : lang;
        words.onerror = () => queue.includes(words) && stop();
        words.onend = () => words == queue[queue.length - 1] && stop();
        if (words.voice) queue.push(words);
      }
      if (!queue.length) return;
      say(true);
      for (const words of queue) speech.speak(words);
    };
    addEventListener("pagehide", stop);
    if (exit) exit.addEventListener("click", stop);
  }

  if (asked) asked.matches("button") ? asked.click() : asked.dispatchEvent(new Event("change", { bubbles: true }));
}
