// What the reader's tests share: small sites, and a server that can misbehave.
import http from 'node:http';
import fs from 'node:fs';
import path from 'node:path';
import { browser, handbill, scratch as folder } from '../lib.mjs';

export const launch = browser;
const scratch = folder('reader');

let sites = 0;
// site writes a site and gives its folder; build makes its output and gives that.
export function site({ guides = 3, text = n => `Words of guide ${n}.`, settings = '' } = {}) {
	const root = path.join(scratch, `site-${++sites}`);
	write(root, 'site.toml', `title = "Notes"\nsource = "en"\n${settings}\n[languages.en]\nname = "English"\nexit = "https://www.example.com/"\n[languages.ar]\nname = "العربية"\ndir = "rtl"\nfallback = ["en"]\nexit = "https://www.example.com/"\n`);
	for (let n = 1; n <= guides; n++) {
		write(root, `guides/guide-${n}/en.md`, `+++\ntitle = "Guide ${n}"\n+++\n\n${text(n)}\n\n## Part of guide ${n}\n\nMore about lanterns.\n\n> [!PULLQUOTE]\n> Onlyquoted${n}.\n`);
		write(root, `guides/guide-${n}/ar.md`, `+++\ntitle = "الدليل ${n}"\n+++\n\nنص عن الشرطة.\n`);
	}
	return root;
}

export function write(root, name, text) {
	const file = path.join(root, name);
	fs.mkdirSync(path.dirname(file), { recursive: true });
	fs.writeFileSync(file, text);
}

export function build(root) {
	const out = path.join(root, 'public');
	handbill('build', '--root', root, '--out', out);
	return out;
}

const types = { html: 'text/html; charset=utf-8', js: 'text/javascript', json: 'application/json', webmanifest: 'application/manifest+json', svg: 'image/svg+xml', png: 'image/png', txt: 'text/plain; charset=utf-8', xml: 'application/xml', epub: 'application/epub+zip', zip: 'application/zip' };

// serve answers from folders by the beginning of the path: {'/': folder, '/sub/':
// folder}. fault is asked before each answer and may give {status}, {truncate: n},
// {drop: true}, {corrupt: true} or {delay: ms}.
export async function serve(folders) {
	const log = [], sockets = new Set();
	const state = { folders, log, fault: null };
	const server = http.createServer(async (request, response) => {
		const url = decodeURIComponent(new URL(request.url, 'http://x').pathname);
		log.push(url);
		const fault = (state.fault && state.fault(url)) || {};
		if (fault.delay) await new Promise(done => setTimeout(done, fault.delay));
		if (fault.drop) return request.socket.destroy();
		const prefix = Object.keys(state.folders).sort((a, b) => b.length - a.length).find(p => url.startsWith(p));
		let file = prefix && path.join(state.folders[prefix], url.slice(prefix.length) || 'index.html');
		if (file && fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, 'index.html');
		if (fault.status || !file || !fs.existsSync(file)) {
			response.writeHead(fault.status || 404, { 'content-type': 'text/html' });
			return response.end('<!DOCTYPE html><title>error</title>error');
		}
		let body = fs.readFileSync(file);
		response.writeHead(200, { 'content-type': types[path.extname(file).slice(1)] || 'application/octet-stream', 'content-length': body.length, 'cache-control': 'no-cache' });
		if (fault.corrupt) body = Buffer.from(body.map((b, i) => i == body.length >> 1 ? b ^ 1 : b));
		if (fault.truncate != null) {
			response.write(body.subarray(0, fault.truncate));
			return setTimeout(() => request.socket.destroy(), 50);
		}
		response.end(body);
	});
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise(done => server.listen(0, '127.0.0.1', done));
	const port = server.address().port;
	state.url = p => `http://127.0.0.1:${port}${p}`;
	// down and up: a phone without a network, then with one.
	state.down = () => new Promise(done => {
		server.close(done);
		for (const socket of sockets) socket.destroy();
	});
	state.up = () => new Promise(done => server.listen(port, '127.0.0.1', done));
	return state;
}

// stored tells everything that a page's origin keeps.
export const stored = page => page.evaluate(async () => ({
	caches: await caches.keys(), workers: (await navigator.serviceWorker.getRegistrations()).map(r => r.scope),
	local: Object.keys(localStorage), session: Object.keys(sessionStorage), databases: await indexedDB.databases(), cookies: document.cookie,
}));
export const nothing = { caches: [], workers: [], local: [], session: [], databases: [], cookies: '' };

// until looks twice a second, for half a minute at most.
export async function until(holds) {
	for (let look = 0; look < 60; look++) {
		if (await holds()) return;
		await new Promise(done => setTimeout(done, 500));
	}
	throw new Error('it did not come about: ' + holds);
}
