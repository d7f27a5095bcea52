// Answers from saved copies, and from nothing else. It keeps nothing by itself:
// what is saved, the reader has asked for. A copy counts once its mark is there,
// the last thing that saving writes.
const root = registration.scope, own = `saved|${new URL(root).pathname}|`;
const saved = async () => {
	const list = [];
	for (const key of await caches.keys()) if (key.startsWith(own)) {
		const cache = await caches.open(key);
		if (await cache.match(root + "saved")) list.unshift([key.split("|")[2], cache]);
	}
	return list;
};
const answer = async (request, url) => {
	const copies = await saved();
	for (const [, cache] of copies) for (const name of [url, url + ".html", url.replace(/\/?$/, "/index.html")]) {
		const hit = await cache.match(name);
		// A folder without its slash would lead its links astray.
		if (hit) return name == url + "/index.html" ? Response.redirect(name) : hit;
	}
	return fetch(request).catch(error => {
		const path = url.slice(root.length).split("/"), copy = copies.find(c => c[0] == path[0]) || "@languages@".split(" ").includes(path[0]) && copies[0];
		if (request.mode != "navigate" || !copy || !path[1]) throw error;
		return Response.redirect(`${root}${copy[0]}/index.html`);
	});
};
addEventListener("fetch", event => {
	const request = event.request, url = request.url.split(/[?#]/)[0];
	// Saving asks past the saved copy.
	if (request.method == "GET" && request.cache != "no-store" && !request.headers.has("range") && url.startsWith(root)) event.respondWith(answer(request, url));
});
