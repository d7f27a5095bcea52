// Saves a language, updates and removes it. Nothing is stored before the reader
// asks. Packs come one by one into a staging cache and are held against their
// hash; once all are there, they are laid out as pages in a new cache, and a mark
// makes it count. The old copy goes after that: at every moment there is a whole
// copy or none. A saved copy keeps the script that saved it, which may be older than
// what the site now has: a list of another format is not read, and this page is
// brought anew, with the script that knows it.
(async (D, N) => {
	const format = "@format@";
	const box = D.getElementById("Saving"), { root, lang, decimal } = box.dataset, part = name => box.querySelector("." + name);
	const say = (name, values = {}) => {
		part("told").textContent = name ? box.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]) : "";
	};
	const base = new URL(root, location).href, site = `saved|${new URL(base).pathname}|`, mine = `${site}${lang}|`, staging = mine + "part", mark = base + "saved";
	if (location.protocol == "file:") return say("file");
	if (!N.serviceWorker || !self.caches || !self.crypto || !crypto.subtle) return say("unable");

	const sized = n => n < 1e6 ? Math.ceil(n / 1e3) + " kB" : (n / 1e6).toFixed(1).replace(".", decimal) + " MB";
	const sum = packs => packs.reduce((n, p) => n + p.size, 0);
	const keys = async start => (await caches.keys()).filter(key => key.startsWith(start));
	// current is the newest copy that counts. Its version, kinds and date are known in
	// every format; what came in which pack, only in this one.
	const current = async () => {
		for (const key of (await keys(mine)).reverse()) {
			const cache = await caches.open(key), found = await cache.match(mark);
			if (!found) continue;
			const copy = { key, cache, ...await found.json() };
			if (copy.format != format) copy.packs = {};
			return copy;
		}
		return { packs: {}, kinds: [] };
	};

	// get brings a file; "no-store" goes past the worker, which else would answer
	// from the old copy. It gives up where nothing comes for half a minute, not
	// where a slow connection takes long.
	const get = async (path, cache, progress = () => {}) => {
		const stop = new AbortController();
		let timer;
		const wait = () => {
			clearTimeout(timer);
			timer = setTimeout(() => stop.abort(), 3e4);
		};
		wait();
		try {
			const response = await fetch(base + path, { cache, signal: stop.signal });
			if (!response.ok) throw response.status;
			const parts = [], reader = response.body.getReader();
			for (;;) {
				const { done, value } = await reader.read();
				if (done) break;
				wait();
				parts.push(value);
				progress(value.length);
			}
			return new Uint8Array(await new Blob(parts).arrayBuffer());
		} finally {
			clearTimeout(timer);
		}
	};
	const fits = async (bytes, pack) => Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), b => b.toString(16).padStart(2, "0")).join("") == pack.hash;
	const known = list => list.format == format;
	const fetchList = async () => JSON.parse(new TextDecoder().decode(await get(`${lang}/offline.json`, "no-store")));

	// download brings a pack into the staging cache, unless it is there.
	const download = async (pack, stage, progress) => {
		const there = await stage.match(base + pack.path);
		if (there && await fits(await there.arrayBuffer(), pack)) return;
		for (const cache of ["default", "reload"]) { // a broken answer may sit in the browser's own cache
			const bytes = await get(pack.path, cache, progress);
			if (await fits(bytes, pack)) return stage.put(base + pack.path, new Response(bytes));
		}
		throw "broken";
	};

	const types = { html: "text/html; charset=utf-8", svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp", avif: "image/avif", gif: "image/gif", js: "text/javascript", css: "text/css", woff2: "font/woff2", mp3: "audio/mpeg", ogg: "audio/ogg", opus: "audio/ogg", m4a: "audio/mp4", wav: "audio/wav", mp4: "video/mp4", webm: "video/webm", vtt: "text/vtt" };
	const answer = (path, bytes) => new Response(bytes, { headers: { "content-type": types[path.split(".").pop()] || "application/octet-stream" } });
	// spell gives the text of letters: see letters.go.
	const spell = (bytes, letters) => {
		let text = "";
		for (let i = 0; i < bytes.length; i++)
			text += bytes[i] < 128 ? String.fromCharCode(bytes[i]) : letters[bytes[i] - 128] || String.fromCharCode(bytes[++i] << 8 | bytes[++i]);
		return text;
	};
	// unpack lays the files of a pack out in a cache and gives their addresses. What
	// a pack looks like stands in pack.go.
	const unpack = async (pack, bytes, cache) => {
		if (pack.whole) {
			await cache.put(base + pack.path, answer(pack.path, bytes));
			return [pack.path];
		}
		const cut = bytes.indexOf(10), [letters, frame, ...files] = JSON.parse(new TextDecoder().decode(bytes.subarray(0, cut))), paths = [];
		let pool = bytes.subarray(cut + 1), next = 0;
		if (letters != null) {
			pool = spell(pool, letters);
			if (frame) {
				const text = await (await cache.match(base + frame)).text();
				next = text.length;
				pool = text + pool;
			}
		}
		for (const [path, ...runs] of files) {
			const parts = [];
			let from = 0;
			runs.forEach((n, i) => i % 3 == 1 ? from += n : parts.push(i % 3 ? pool.slice(from, from += n) : pool.slice(next, next += n)));
			await cache.put(base + path, answer(path, new Blob(parts)));
			paths.push(path);
		}
		return paths;
	};
	// own brings this page as the site has it now, after the scripts that it names.
	const own = async cache => {
		const path = `${lang}/offline.html`, bytes = await get(path, cache), files = [];
		for (const script of new DOMParser().parseFromString(new TextDecoder().decode(bytes), "text/html").querySelectorAll("script[src]")) {
			const name = new URL(script.getAttribute("src"), base + path).href.slice(base.length);
			files.push([name, await get(name, "default")]); // what it holds never changes
		}
		return [...files, [path, bytes]];
	};
	// renew puts that page in the place of this one, in the saved copy too.
	const renew = async () => {
		const old = await current(), files = await own(old.key ? "no-store" : "reload");
		if (!files.some(([path]) => path.endsWith(".js") && !Array.from(D.scripts, s => s.src).includes(base + path))) throw "no other";
		if (old.key) for (const [path, bytes] of files) await old.cache.put(base + path, answer(path, bytes));
		location.reload();
	};
	// layOut makes the new copy: what did not change from the old, the rest from
	// the staging cache, and this page, without which nothing could be removed.
	const layOut = async (list, packs, kinds, old, stage) => {
		const key = `${mine}${list.version}|${kinds.join()}`, held = {};
		if (key == old.key) return;
		await caches.delete(key);
		const cache = await caches.open(key);
		for (const pack of packs) {
			if (old.packs[pack.hash]) {
				for (const path of held[pack.hash] = old.packs[pack.hash]) await cache.put(base + path, await old.cache.match(base + path));
				continue;
			}
			held[pack.hash] = await unpack(pack, new Uint8Array(await (await stage.match(base + pack.path)).arrayBuffer()), cache);
		}
		for (const [path, bytes] of await own("no-store")) await cache.put(base + path, answer(path, bytes));
		await cache.put(mark, new Response(JSON.stringify({ format, version: list.version, kinds, packs: held, date: Date.now() })));
	};

	const chosen = () => ["text", ...Array.from(box.querySelectorAll("input:checked"), i => i.value)];
	const wanted = (list, kinds) => list.packs.filter(p => kinds.includes(p.kind));
	const save = async () => {
		show({ busy: 1 });
		say("start");
		const bar = part("amount");
		try {
			for (let list = await fetchList(), tries = 0; ;) {
				if (!known(list)) return await renew();
				const kinds = chosen(), packs = wanted(list, kinds), old = await current(), stage = await caches.open(staging), missing = packs.filter(p => !old.packs[p.hash]);
				try {
					await N.serviceWorker.register(base + "sw.js", { scope: base });
					bar.max = sum(missing) || 1;
					bar.value = 0;
					bar.hidden = false;
					let before = 0;
					for (const pack of missing) {
						say("progress", { done: sized(before), size: sized(bar.max) });
						// What a host sends compressed comes out larger than it weighs.
						await download(pack, stage, n => bar.value = Math.min(bar.value + n / 3, before + pack.size));
						bar.value = before += pack.size;
					}
					await layOut(list, packs, kinds, old, stage);
					for (const key of await keys(mine)) if (key != `${mine}${list.version}|${kinds.join()}`) await caches.delete(key);
					await N.serviceWorker.ready;
					return await state();
				} catch (error) {
					// The site may have moved on to a new version in the meantime.
					const now = await fetchList().catch(() => list);
					if (now.version == list.version || ++tries > 2) throw error;
					list = now;
				}
			}
		} catch (error) {
			await state();
			say(error && error.name == "QuotaExceededError" ? "full" : "failed");
		}
	};
	const remove = async () => {
		for (const key of await keys(mine)) await caches.delete(key);
		if (!(await keys(site)).length) {
			const worker = await N.serviceWorker.getRegistration(base);
			if (worker && worker.scope == base) await worker.unregister();
		}
		await state();
		say("removed");
	};

	const show = ({ save, remove, busy }) => {
		for (const [name, label] of [["save", save], ["remove", remove]]) {
			part(name).hidden = !label;
			if (label && label != true) part(name).textContent = label;
		}
		part("choice").hidden = !save || !box.querySelector("input");
		part("amount").hidden = !busy;
	};
	// state shows what can be done now.
	let list;
	const state = async () => {
		const old = await current(), begun = (await keys(staging)).length > 0;
		list = await fetchList().catch(() => list);
		let label, left = 0;
		if (list) {
			const kinds = chosen(), stage = begun && await caches.open(staging);
			const more = old.key && (list.version != old.version || kinds.join() != old.kinds.join());
			if (!known(list)) for (const kind of kinds) left += list.sizes[kind] || 0;
			else for (const p of wanted(list, kinds)) if (!old.packs[p.hash] && !(stage && await stage.match(base + p.path))) left += p.size;
			if (begun) label = "again";
			else if (!old.key) label = "save";
			else if (more) label = list.version == old.version ? "change" : "newer";
		}
		show({ save: label && box.dataset[label].replace("{size}", sized(left)), remove: !!old.key || begun });
		if (old.key) say("done", { date: new Date(old.date).toLocaleDateString(lang) });
		else say(begun ? "failed" : list ? "" : "away");
	};

	const locked = task => () => N.locks ? N.locks.request(mine, { ifAvailable: true }, lock => lock ? task() : say("busy")) : task();
	part("save").onclick = locked(save);
	part("remove").onclick = locked(remove);
	const old = await current();
	for (const input of box.querySelectorAll("input")) {
		input.checked = old.key ? old.kinds.includes(input.value) : input.defaultChecked;
		input.onchange = state;
	}
	if (location.hash == "#remove") await locked(remove)();
	else await state();
})(document, navigator);
