// Links inside the site take the place of the page in the browser's history.
document.addEventListener("click", event => {
  const link = event.target.closest("a");
  if (link && link.host == location.host && link.protocol == location.protocol && !event.defaultPrevented &&
    !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    location.replace(link.href);
  }
});
