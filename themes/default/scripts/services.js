// Shows the filter above a directory of services; later.js filters.
document.querySelectorAll(".filter").forEach(filter => filter.hidden = 0);
