// Stands in for a browser: runs the search script of a page and answers what it
// shows. Reads one JSON object from standard input and writes one.
//
//   {script, files: {address: text}, data: {shards, base}, links: [{n, hash, text}], questions: [text], pages: {address: html}}
//   {answers: [{said, shown: [n]}], loaded: [address], tokens: [[token]]}
import vm from 'node:vm';
import { readFileSync } from 'node:fs';

const input = JSON.parse(readFileSync(0, 'utf8'));
const loaded = new Set();
let shown = [];
const form = {
	0: { value: '' }, 2: { value: '' },
	dataset: { some: 'some', near: 'near', none: 'none', wait: 'wait', ...input.data },
	nextElementSibling: { set innerHTML(html) { shown = [...html.matchAll(/\[(\d+)\]/g)].map(m => +m[1]); } },
};
const links = (input.links || []).map(l => ({ dataset: { n: l.n }, hash: l.hash, text: l.text, outerHTML: `[${l.n}]` }));
const context = vm.createContext({
	document: {
		forms: { find: form }, links,
		createElement: () => ({}),
		head: { appendChild(e) {
			loaded.add(e.src);
			vm.runInContext(input.files[e.src], context);
			e.onload();
		} },
	},
	setTimeout: (f, _, list) => f(list),
	clearTimeout() {},
});
context.window = context;
vm.runInContext(input.script, context);

const answers = [];
for (const q of input.questions || []) {
	form[0].value = q;
	form.onsubmit();
	for (let i = 0; i < 60; i++) await null; // as many turns as a question with shortened words takes
	answers.push({ said: form[2].value, shown });
}
process.stdout.write(JSON.stringify({ answers, loaded: [...loaded], terms: (input.terms || []).map(t => context.terms(t)) }));
