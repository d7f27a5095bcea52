// A notice is shown between its days: the page was made on another day.
{
  const notice = document.querySelector(".notice"), now = new Date(), today = new Date(now - now.getTimezoneOffset() * 6e4).toISOString().slice(0, 10);
  notice.hidden = today < notice.dataset.from || today > notice.dataset.until;
}
