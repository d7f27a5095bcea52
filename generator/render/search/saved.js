let texts = [], reading, parse = s => new DOMParser().parseFromString(s, "text/html").body;
// A saved copy has no shards: the guides themselves are read, from the phone. A
// space goes in where a block ends, or its last word would grow into the next.
let load = () => reading = reading || entries.splice(0).reduce((before, a) => before.then(() => fetch(a.href)).then(r => r.text()).then(html => {
	let page = parse(html.replace(/<(\/?[dhlpt]|br)/g, " $&"));
	page.querySelectorAll("@skipped@").forEach(e => e.remove());
	page.querySelector("main").innerHTML.split(/(?=<h\d[^>]* id)/).map((part, i) => {
		let link = a.cloneNode(1);
		part = parse(part);
		if (i) link.text = part.firstChild.textContent, link.hash = part.firstChild.id;
		entries.push(link);
		texts.push(" " + fold(part.textContent) + " ");
	});
}).catch(() => 0), Promise.resolve());
let hits = t => {
	let found = {};
	// Inside a word counts too: no ending, article or compound hides it.
	texts.map((text, n) => {
		if (text.indexOf(t.trim()) >= 0) found[n] = 1;
	});
	return found;
};
