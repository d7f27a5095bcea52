// Quick exit opens its page in a new tab too, in front of the one that is left.
{
  const exit = document.querySelector(".exit");
  exit.addEventListener("click", () => { open(exit.href, "_blank", "noreferrer"); });
}
