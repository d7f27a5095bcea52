// Without a network, or on a page opened from disk, quick exit leads to a blank
// page of the site. This script stands before exit.js.
{
  const exit = document.querySelector(".exit"), away = exit.href;
  ononline = onoffline = () => {
    exit.href = navigator.onLine && location.protocol != "file:" ? away : exit.dataset.leave;
  };
  ononline();
}
