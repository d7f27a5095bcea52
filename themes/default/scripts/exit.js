// Quick exit: hides the page at once and takes its place in the history; Shift
// pressed three times does the same. Without a network, or on a page opened from
// disk, it leads to a blank page of the site. The page is hidden too while the
// browser is in the background, so that the list of open apps shows nothing.
{
  let exit = document.querySelector(".exit"), gone, presses = 0, last = 0;
  let hide = leaving => {
    document.body.style.visibility = gone || leaving || document.hidden ? "hidden" : "";
  };
  exit.onclick = event => {
    hide(gone = event);
    location.replace(navigator.onLine && location.host ? exit : exit.dataset.leave || exit);
    return false;
  };
  onkeydown = event => {
    presses = event.key == "Shift" ? (event.timeStamp - last < 900 && presses) + !event.repeat : 0;
    last = event.timeStamp;
    if (presses == 3) exit.click(); // who goes on pressing does not begin anew
  };
  onpagehide = hide;
  onpageshow = document.onvisibilitychange = () => hide();
}
