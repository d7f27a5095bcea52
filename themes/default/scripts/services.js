// Shows the filter above a directory of services, which stands behind the script;
// later.js filters.
onload = () => document.querySelectorAll(".filter").forEach(filter => filter.hidden = 0);
