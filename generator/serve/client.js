// The preview in the browser. It reloads the page when its bytes change and
// keeps the reader's place, shows the errors of a failed build over the page,
// and says when the program has ended. It is never part of a site.
(() => {
  "use strict";
  const { events, page, version } = document.currentScript.dataset;
  const address = `${events}?${new URLSearchParams({ page, version })}`;
  const placeKey = "handbill-preview-place";

  // --- The reader's place: what is at the top of the window, and what is open.

  const folds = () => [...document.querySelectorAll("details")];

  const topOf = (e) => e.getBoundingClientRect().top;

  // Text above may grow or shrink, so the place is told from the nearest part
  // of the text that has a name. Bars that stay in the window are no text.
  const nearestToTop = () => [...document.querySelectorAll("main [id]")]
    .filter((e) => e.getClientRects().length > 0 && !/fixed|sticky/.test(getComputedStyle(e).position))
    .reduce((best, e) => (best && Math.abs(topOf(best)) <= Math.abs(topOf(e)) ? best : e), null);

  const keepPlace = () => {
    const anchor = nearestToTop();
    const place = {
      path: location.pathname,
      x: scrollX,
      y: scrollY,
      id: anchor?.id,
      top: anchor && topOf(anchor),
      open: folds().map((d) => d.open),
      names: folds().map((d) => d.id),
    };
    try {
      sessionStorage.setItem(placeKey, JSON.stringify(place));
    } catch {
      // Without storage the browser's own memory of the place has to do.
    }
  };

  const takePlace = () => {
    try {
      const place = JSON.parse(sessionStorage.getItem(placeKey));
      sessionStorage.removeItem(placeKey);
      return place?.path === location.pathname ? place : null;
    } catch {
      return null;
    }
  };

  const restore = ({ x, y, id, top, open, names }) => {
    folds().forEach((d, i) => {
      const was = d.id ? names.indexOf(d.id) : i;
      if (was in open) d.open = open[was];
    });
    const anchor = id && y > 0 ? document.getElementById(id) : null;
    const to = anchor ? scrollY + topOf(anchor) - top : y;
    scrollTo({ left: x, top: to, behavior: "instant" });
  };

  const returnToPlace = () => {
    const place = takePlace();
    if (!place) return;
    history.scrollRestoration = "manual";
    restore(place);
    let moved = false;
    const move = () => { moved = true; };
    for (const kind of ["wheel", "touchstart", "keydown", "mousedown"]) addEventListener(kind, move, { once: true });
    addEventListener("load", () => {
      if (!moved) restore(place); // pictures and fonts have their sizes now
    }, { once: true });
    // The browser goes to its own idea of the place some time after load, so it
    // gets the word back only when the reader leaves.
    addEventListener("pagehide", () => { history.scrollRestoration = "auto"; }, { once: true });
  };

  const reload = () => {
    keepPlace();
    location.reload();
  };

  // --- What is shown over the page, out of reach of the theme's styles.

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; }
    @media print { :host { display: none; } }
    section, p.banner { position: fixed; z-index: 2147483647; inset-inline: 0; margin: 0; box-sizing: border-box;
      font: 16px/1.5 system-ui, sans-serif; color: #fff; background: #3b1015; }
    section { inset-block: 0; overflow: auto; padding: 1.5rem max(1rem, calc(50% - 24rem)); background: #1d1416f2; }
    p.banner { bottom: 0; padding: .75rem 1rem; text-align: center; }
    h2 { margin: 0 0 1rem; font-size: 1.25rem; }
    ul { margin: 0; padding: 0; list-style: none; }
    li { margin: 0 0 1.5rem; padding: 0 0 0 1rem; border-inline-start: 4px solid #ff7b86; }
    p { margin: .25rem 0; }
    code, pre { font: 14px/1.6 ui-monospace, monospace; }
    .place { color: #ffc2c7; overflow-wrap: anywhere; }
    .message { font-weight: 600; overflow-wrap: anywhere; }
    .hint { color: #ffe3a3; white-space: pre-line; }
    pre { margin: .5rem 0; padding: .5rem; overflow-x: auto; background: #000; white-space: pre; }
    mark { color: #000; background: #ff9aa2; }
    button { font: inherit; padding: .25rem .75rem; color: inherit; background: #5a1a22; border: 1px solid #ff9aa2; border-radius: 4px; }
    button:focus-visible { outline: 3px solid #fff; }
  `);
  const host = document.createElement("handbill-preview");
  host.lang = "en";
  host.dir = "ltr";
  const over = host.attachShadow({ mode: "open" });
  over.adoptedStyleSheets = [sheet];
  document.body.append(host);

  const make = (name, className, ...content) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content.filter((c) => c));
    return element;
  };

  const excerpt = (e) => {
    if (!e.before && !e.at && !e.after) return null;
    const line = make("pre", "", e.before, e.at && make("mark", "", e.at), e.after);
    line.dir = "auto";
    line.tabIndex = 0;
    return line;
  };

  const item = (e) => make("li", "",
    e.place && make("p", "place", make("code", "", e.place)),
    make("p", "message", `${e.severity}: ${e.message} `, make("code", "", `[${e.code}]`)),
    excerpt(e),
    e.hint && make("p", "hint", `hint: ${e.hint}`));

  const overlay = make("section");
  overlay.setAttribute("role", "alert");
  let told = "";

  const hide = () => overlay.remove();

  const showErrors = ({ errors, more }) => {
    const text = JSON.stringify(errors);
    if (text === told) return; // the author may have put it away
    told = text;
    hide();
    if (errors.length === 0) return;
    const close = make("button", "", "Hide (Esc)");
    close.type = "button";
    close.addEventListener("click", hide);
    over.append(overlay);
    // An alert is read out when its content comes after itself.
    overlay.replaceChildren(
      make("h2", "", "The site cannot be built until this is mended"),
      make("ul", "", ...errors.map(item)),
      more ? make("p", "", `… and ${more} more`) : "",
      close);
  };

  addEventListener("keydown", (e) => {
    if (e.key === "Escape" && overlay.isConnected) hide();
  });

  const banner = make("p", "banner", "The preview has ended. This page follows again when handbill serve runs.");
  banner.setAttribute("role", "status");

  // --- Listening. A hidden page does not: browsers allow six connections.

  let source = null;
  let failures = 0;
  let timer = 0;

  const stop = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };

  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource(address);
    source.onopen = () => {
      failures = 0;
      banner.remove();
    };
    source.onmessage = (e) => {
      const news = JSON.parse(e.data);
      if (news.reload) reload();
      else showErrors(news);
    };
    source.onerror = () => {
      stop();
      failures += 1;
      if (failures > 1) over.append(banner); // the first is often the reader leaving
      timer = setTimeout(listen, failures > 1 ? 1000 : 200);
    };
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : listen()));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", listen);

  returnToPlace();
  listen();
})();
