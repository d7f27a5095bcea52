// The share button: the phone's own sheet, else a copy of the address. Where a
// browser has neither, and without a script, the button stays hidden.
{
  const button = document.querySelector("button.share"), url = (document.querySelector("[rel=canonical]") || location).href;
  button.hidden = !navigator.share && !navigator.clipboard;
  button.onclick = () => {
    navigator.share ? navigator.share({ title: document.title, url })
      : navigator.clipboard.writeText(url).then(() => { button.textContent = button.dataset.done; });
  };
}
