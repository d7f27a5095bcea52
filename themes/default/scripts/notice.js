// A notice is shown between its days: the page was made on another day.
{
  const notice = document.querySelector(".notice").dataset, now = new Date(), today = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  document.querySelector(".notice").hidden = today < notice.from || today > notice.until;
}
