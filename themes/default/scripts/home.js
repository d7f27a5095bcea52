// Puts the languages that the browser asks for first and marks them. It never
// leads anywhere by itself and stores nothing.
{
  const list = document.querySelector(".choice");
  const full = tag => {
    try {
      const known = new Intl.Locale(tag).maximize();
      return known.language + known.script;
    } catch (error) {
      return tag.split("-")[0];
    }
  };
  for (const wanted of Array.from(navigator.languages || [navigator.language]).reverse())
    for (const link of list.querySelectorAll("a"))
      if (full(link.lang) == full(wanted)) {
        link.parentNode.className = "yours";
        link.title = list.dataset.yours;
        list.prepend(link.parentNode);
      }
}
