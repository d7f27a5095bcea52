// Listening to a guide, online, saved and from disk. The browser of the tests has
// no voice, so it gets pretended ones, which say nothing and remember everything.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { handbill } from '../lib.mjs';
import { build, launch, serve, site } from './site.mjs';

const text = n => `Words of guide ${n}, *with stress*.[^1]\n\n- One\n- Two [link](https://www.example.org/)\n\n<div lang="fr">\n\nEn français.\n\n</div>\n\n[^1]: A note.`;
let browser, out;
before(async () => {
	browser = await launch();
	const root = site({ text });
	out = build(root);
	handbill('pack', '--root', root, '--quiet');
	// A file that was sent on has nothing beside it.
	fs.copyFileSync(path.join(out, 'en/guide-1-single.html'), path.join(root, 'alone.html'));
});
after(() => browser.close());

const english = { lang: 'en-GB', localService: true }, french = { lang: 'fr_FR', localService: true };

// reader opens a browser with these voices.
async function reader(t, voices) {
	const server = await serve({ '/': out }), context = await browser.newContext(), page = await context.newPage(), errors = [];
	t.after(async () => { await context.close(); await server.down(); });
	page.on('console', message => message.type() == 'error' && errors.push(message.text()));
	page.on('pageerror', error => errors.push(String(error)));
	await context.route('https://www.example.com/**', route => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
	await page.exposeFunction('heard', word => said.push(word));
	const said = [];
	await page.addInitScript(voices => {
		self.voices = voices;
		self.queue = [];
		const speech = {
			getVoices: () => self.voices,
			speak(u) { if (u.text) { self.queue.push(u); self.heard(`${u.voice.lang}: ${u.text.trim()}`); } },
			cancel() { const cut = self.queue.splice(0); if (cut.length) self.heard('(silence)'); cut.forEach(u => u.onerror && u.onerror()); },
		};
		Object.defineProperty(self, 'speechSynthesis', { value: speech });
		self.SpeechSynthesisUtterance = function (text) { this.text = text || ''; };
	}, voices);
	return { server, context, page, errors, said, button: page.locator('#Listen') };
}
const words = ['en-GB: Guide 1', 'en-GB: Words of guide 1, with stress.', 'en-GB: One', 'en-GB: Two link'];
const rest = ['en-GB: Part of guide 1', 'en-GB: More about lanterns.', 'en-GB: References', 'en-GB: A note.'];

test('a guide is read in its order, each part by a voice of its language, pull quotes once', async t => {
	const { server, page, button, said, errors } = await reader(t, [english, french]);
	await page.goto(server.url('/en/guide-1.html'), { waitUntil: 'networkidle' });
	assert.deepEqual(server.log, ['/en/guide-1.html'], 'something is fetched before the reader asks');
	assert.equal(await button.textContent(), 'Listen');
	await button.click();
	await page.locator('#Listen[aria-pressed=true]').waitFor();
	assert.deepEqual(said, [...words, 'fr_FR: En français.', ...rest]);
	assert.ok(server.log.slice(1).every(url => /^\/assets\/guide\.\w+\.js$/.test(url)), server.log);
	await page.evaluate(() => { for (const u of self.queue.splice(0)) u.onend(); });
	assert.equal(await button.getAttribute('aria-pressed'), 'false', 'the button does not tell that the guide is at its end');
	assert.deepEqual(errors, []);
});

test('the button stops, and begins again', async t => {
	const { server, page, button, said } = await reader(t, [english]);
	await page.goto(server.url('/en/guide-1.html'));
	await button.click();
	await page.locator('#Listen[aria-pressed=true]').waitFor();
	assert.deepEqual(said, [...words, 'en-GB: En français.', ...rest], 'what no voice speaks is lost');
	assert.notEqual(await button.textContent(), 'Listen');
	await button.click();
	assert.equal(said.at(-1), '(silence)');
	assert.deepEqual([await button.getAttribute('aria-pressed'), await button.textContent()], ['false', 'Listen']);
	await button.click();
	assert.equal(said.at(-1), rest.at(-1));
});

for (const [name, leave] of Object.entries({
	'quick exit': page => page.locator('.exit').click(),
	'Shift three times': async page => { for (let i = 0; i < 3; i++) await page.keyboard.press('Shift'); },
	'another page': page => page.locator('.site').click(),
})) test(`${name} ends the reading`, async t => {
	const { server, page, button, said } = await reader(t, [english]);
	await page.goto(server.url('/en/guide-1.html'));
	await button.click();
	await page.locator('#Listen[aria-pressed=true]').waitFor();
	await leave(page);
	await page.waitForURL(url => !url.pathname.endsWith('/guide-1.html'));
	assert.equal(said.at(-1), '(silence)');
});

test('a voice that comes late brings the button', async t => {
	const { server, page, button } = await reader(t, []);
	await page.goto(server.url('/en/guide-1.html'));
	assert.ok(await button.isHidden());
	await page.evaluate(voice => { self.voices = [voice]; self.speechSynthesis.onvoiceschanged(); }, english);
	assert.ok(await button.isVisible());
});

test('a button that comes moves nothing', async t => {
	for (const viewport of [{ width: 320, height: 600 }, { width: 1280, height: 800 }]) {
		const { server, page, button } = await reader(t, []);
		await page.setViewportSize(viewport);
		const tops = () => page.locator('main p, main h2, main nav').evaluateAll(all => all.map(e => e.getBoundingClientRect().top));
		// Before the script that shows the buttons, as on a slow line.
		await page.route('**/guide-2.html', async route => {
			const response = await route.fetch();
			await route.fulfill({ response, body: (await response.text()).replace(/<script>.*<\/script>/s, '') });
		});
		await page.goto(server.url('/en/guide-2.html'));
		const bare = await tops();
		await page.unroute('**/guide-2.html');
		await page.goto(server.url('/en/guide-2.html'));
		const before = await tops();
		await page.evaluate(voice => { self.voices = [voice]; self.speechSynthesis.onvoiceschanged(); }, english);
		assert.ok(await button.isVisible());
		assert.deepEqual([bare, before], [before, await tops()]);
	}
});

for (const [name, voice] of Object.entries({ 'another language': { lang: 'fr-FR', localService: true }, 'a language that begins alike': { lang: 'enm', localService: true }, 'a voice from the network': { lang: 'en-US', localService: false } }))
	test(`there is no button for ${name}`, async t => {
		const { server, page, button } = await reader(t, [voice]);
		await page.goto(server.url('/en/guide-1.html'));
		assert.ok(await button.isHidden());
	});

test('a saved guide is read without a network', async t => {
	const { server, page, button, said } = await reader(t, [english]);
	await page.goto(server.url('/en/offline.html'));
	await page.locator('.save').click();
	await page.waitForFunction(() => document.querySelector('.told').textContent.includes('Saved on'));
	await server.down();
	await page.goto(server.url('/en/guide-1.html'));
	await button.click();
	await page.locator('#Listen[aria-pressed=true]').waitFor();
	assert.equal(said[0], words[0]);
});

for (const [name, file] of Object.entries({ 'a guide on a disk': 'guide-1.html', 'a guide in a single file': '../../alone.html' }))
	test(`${name} is read`, async t => {
		const { page, button, said, errors } = await reader(t, [english]);
		await page.goto(pathToFileURL(path.join(out, 'en', file)).href);
		await button.click();
		await page.locator('#Listen[aria-pressed=true]').waitFor();
		assert.equal(said[0], words[0]);
		assert.deepEqual(errors, []);
	});
