// Runs on saved pages. Once a day, and only while a page is open, it asks whether
// the site has a new version, and offers it. It takes nothing by itself.
{
	const note = document.getElementById("Saved"), { root, lang, newer, decimal } = note.dataset, url = new URL(root, location).href;
	const look = async () => {
		for (const key of (await caches.keys()).reverse()) {
			if (!key.startsWith(`saved|${new URL(url).pathname}|${lang}|`)) continue;
			const cache = await caches.open(key), mark = await cache.match(url + "saved");
			if (!mark) continue;
			const { format, version, kinds, packs } = await mark.json(), seen = await cache.match(url + "seen");
			let [day, size] = seen ? await seen.json() : [0, 0];
			const today = Math.floor(Date.now() / 864e5);
			if (day != today) {
				const list = await (await fetch(`${url}${lang}/offline.json`, { cache: "no-store" })).json();
				// Of another format, only what all of it takes is known.
				const left = list.format == format ? list.packs.map(p => [p.kind, packs[p.hash] ? 0 : p.size]) : Object.entries(list.sizes);
				size = list.version == version ? 0 : left.reduce((sum, [kind, n]) => kinds.includes(kind) ? sum + n : sum, 0);
				await cache.put(url + "seen", new Response(JSON.stringify([today, size])));
			}
			if (!size) return;
			const link = document.createElement("a");
			link.href = `${url}${lang}/offline.html`;
			link.textContent = newer.replace("{size}", size < 1e6 ? Math.ceil(size / 1e3) + " kB" : (size / 1e6).toFixed(1).replace(".", decimal) + " MB");
			return note.append(link);
		}
	};
	if (self.caches) look().catch(() => {});
}
