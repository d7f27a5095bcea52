// Finds guides and headings. It travels with every search page, so it is small;
// script.go fills in what stands between @ from the table that the index is made
// with, and puts index.js or saved.js at its place.
(D => {
	let form = D.forms.find, data = form.dataset, entries = [], timer;

	// fold and terms do what fold and tokens do in Go.
	let fold = s => {
		s = s.normalize("NFKD").toLowerCase().replace(/[@dropped@]/g, "").replace(/[@separators@]+/g, " ")
			.replace(/[@digits@]/g, c => ((c = c.charCodeAt()) & 15) - (c > 2303 & c < 3584) * 6);
		"@folds@".split(" ").map(f => s = s.split(f[0]).join(f.slice(1)));
		return s.normalize();
	};
	// A term is a word with a space before it, or an n-gram without. What it is
	// found by may be longer.
	let terms = s => {
		let list = [];
		fold(s).replace(/([@pairs@]+)|([@triples@]+)|[^ @pairs@@triples@]+/g, (run, two, three) => {
			let n = two ? 2 : 3;
			if (two || three) do list.push(run.slice(0, n));
			while ((run = run.slice(1))[n - 1]);
			else list.push(" " + run);
		});
		return list;
	};

	//@find@

	let say = (text, html) => {
		form[2].value = text;
		form.nextElementSibling.innerHTML = html;
	};
	let show = list => {
		let guide, at = entries.map((a, n) => guide = a.hash ? guide : n), scores = [], words = [], parts = [], guides = [], all = 0, d;
		for (let t of list) {
			let found = hits(t);
			d = 0;
			all += all + 1;
			for (d in found) {
				words[at[d]] |= all + 1 >> 1;
				scores[d] = (scores[d] || 0) + found[d] + ((" " + fold(entries[d].text)).indexOf(t) < 0 ? 9 : 20);
			}
			// Nobody wrote this word: perhaps they gave it another ending.
			if (!d && t[5] && t < "!") return find(list.map(x => x == t ? t.slice(0, -1) : x));
		}
		// The guides that have all the words, or those that have some; the one with
		// the best part first.
		let ranked = Object.keys(scores).sort((a, b) => scores[b] - scores[a]), whole = ranked.filter(d => words[at[d]] == all);
		(whole[0] ? whole : ranked).map(d => (parts[guide = at[d]] = parts[guide] || (guides.push(guide), [])).push(d));
		let items = list => list.map(d => "<li>" + entries[d].outerHTML + (parts[d] ? "<ul>" + items(parts[d].filter(p => p != d).slice(0, 3)) + "</ul>" : "")).join("");
		say(guides[0] + 1 ? (whole[0] ? data.some : data.near) + " " + guides.length : data.none, items(guides));
	};
	let find = list => {
		let q = form[0].value;
		load(list).then(() => q == form[0].value && show(list));
	};

	[...D.links].map(a => entries[a.dataset.n] = a);
	form.hidden = 0;
	form.oninput = form.onsubmit = () => {
		// 30 terms fit into the bits of a number. One letter alone asks too much.
		let list = terms(form[0].value).slice(0, 30), go = list > " \u1100" || ("" + list)[2];
		clearTimeout(timer);
		say(go ? data.wait : "", "");
		if (go) timer = setTimeout(find, 300, list);
		return false;
	};
})(document);
