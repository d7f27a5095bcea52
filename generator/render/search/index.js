let loading = [], index = [], shards = data.shards.split(" ").map(s => s.split("|"));
// Every shard is a script that calls S: a page opened from disk can load nothing
// else.
window.S = s => index.push(s);
// load gets the shards in which a term, or what begins with it, can be.
let load = list => Promise.all(shards.map((s, n) => list.some(t => s[0] <= (t = t.trim()) + "\uffff" && (shards[n + 1] || [t + 1])[0] > t) &&
	(loading[n] = loading[n] || new Promise(done => {
		let e = D.createElement("script");
		e.src = data.base + s[1] + ".js";
		e.onload = e.onerror = done;
		D.head.appendChild(e);
	}))));
// hits gives the documents that a term is in: 2 for the word itself, 1 for what
// begins with it.
let hits = t => {
	let found = {};
	t = t.trim();
	index.map(s => {
		let token = "";
		s.split(" ").map(e => {
			let bar = e.indexOf("|"), d = -1;
			token = token.slice(0, parseInt(e[0], 36)) + e.slice(1, bar);
			if (!token.indexOf(t)) for (let c of e.slice(bar + 1)) {
				c = c.charCodeAt() - 48;
				d += c + (c < 78);
				if (c < 78) found[d] |= token == t ? 2 : 1;
			}
		});
	});
	return found;
};
