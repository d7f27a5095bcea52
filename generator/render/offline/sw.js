// Answers from saved copies, and from nothing else. It keeps nothing by itself:
// what is saved, the reader has asked for. A copy counts once its mark is there,
// the last thing that saving writes.
addEventListener("fetch", event => {
	const root = registration.scope, request = event.request, url = request.url.split(/[?#]/)[0], range = request.headers.get("range");
	const answer = async () => {
		const copies = [];
		for (const key of await caches.keys()) if (key.startsWith(`saved|${new URL(root).pathname}|`)) {
			const cache = await caches.open(key);
			if (await cache.match(root + "saved")) copies.unshift([key.split("|")[2], cache]);
		}
		for (const [, cache] of copies) for (const name of [url, url + ".html", url.replace(/\/?$/, "/index.html")]) {
			const hit = await cache.match(name);
			if (!hit) continue;
			// A folder without its slash would lead its links astray.
			if (name == url + "/index.html") return Response.redirect(name);
			if (!range) return hit;
			// A player asks for "bytes=100-199" or "bytes=100-".
			let [, from, to] = range.split(/\D+/);
			const all = await hit.blob(), part = all.slice(from, to ? ++to : all.size, all.type);
			return new Response(part, { status: 206, headers: { "content-range": `bytes ${from}-${from - 1 + part.size}/${all.size}` } });
		}
		return fetch(request).catch(error => {
			const [tag, rest] = url.slice(root.length).split("/"), copy = copies.find(c => c[0] == tag) || /^(@languages@)$/.test(tag) && copies[0];
			if (request.mode == "navigate" && copy && rest) return Response.redirect(root + copy[0] + "/index.html");
			throw error;
		});
	};
	// Saving asks past the saved copy.
	if (request.method == "GET" && request.cache != "no-store" && url.startsWith(root)) event.respondWith(answer());
});
