// The share button: the phone's own sheet, else a copy of the address, else a
// field to copy it from. Without a script the button stays hidden.
{
  const button = document.querySelector(".share button"), real = document.querySelector("link[rel=canonical]");
  const url = real ? real.href : location.href;
  button.hidden = false;
  button.addEventListener("click", () => {
    if (navigator.share) navigator.share({ title: document.title, url }).catch(() => {});
    else if (navigator.clipboard) navigator.clipboard.writeText(url).then(() => { button.textContent = button.dataset.done; });
    else prompt(button.textContent, url);
  });
}
