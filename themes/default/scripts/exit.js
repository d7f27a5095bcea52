// Quick exit: hides the page at once, takes its place in the history, and works
// with Shift pressed three times. The page is also hidden while the browser is
// in the background, so that the list of open apps shows nothing.
{
  const link = document.querySelector(".exit"), page = document.documentElement;
  let gone, presses = 0, last = 0;
  const show = hide => { page.style.visibility = hide || gone ? "hidden" : ""; };
  const leave = event => {
    event.preventDefault();
    show(gone = true);
    document.title = link.host;
    const blank = link.dataset.leave;
    const offline = blank && (location.protocol == "file:" || !navigator.onLine);
    if (link.dataset.tab && !offline) open(link.href, "_blank", "noreferrer");
    location.replace(offline ? blank : link.href);
  };
  link.addEventListener("click", leave);
  addEventListener("keydown", event => {
    presses = event.repeat ? presses : event.key != "Shift" ? 0 : event.timeStamp - last < 900 ? presses + 1 : 1;
    last = event.timeStamp;
    if (presses > 2) leave(event);
  });
  addEventListener("pagehide", () => show(true));
  addEventListener("pageshow", () => show(false));
  document.addEventListener("visibilitychange", () => show(document.hidden));
}
