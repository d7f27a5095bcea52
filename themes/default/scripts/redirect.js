// Leads on before the refresh does, with the fragment that the refresh would lose.
{
  const link = document.querySelector("main a");
  location.replace(link.href + location.hash);
}
