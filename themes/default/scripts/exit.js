// Quick exit: hides the page at once and takes its place in the history; Shift
// pressed three times does the same. The page is hidden too while the browser is
// in the background, so that the list of open apps shows nothing.
{
  const exit = document.querySelector(".exit");
  let gone, presses = 0, last = 0;
  const hide = event => {
    document.body.style.visibility = gone || document.hidden || event.type == "pagehide" ? "hidden" : "";
  };
  const leave = event => {
    hide(gone = event);
    location.replace(exit.href);
    return false;
  };
  exit.onclick = leave;
  onkeydown = event => {
    presses = event.key == "Shift" ? (event.timeStamp - last < 900 && presses) + !event.repeat : 0;
    last = event.timeStamp;
    if (presses > 2) leave(event);
  };
  onpagehide = onpageshow = document.onvisibilitychange = hide;
}
