// A notice is shown between its days: the page was made on another day.
{
  const notice = document.querySelector(".notice").dataset, today = new Date().toISOString().slice(0, 10);
  document.querySelector(".notice").hidden = today < notice.from || today > notice.until;
}
