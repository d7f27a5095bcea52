// Searching as readers do it: online, from a disk, without JavaScript, in other
// scripts, and without telling anybody what was typed.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';
import fs from 'node:fs';
import { build, launch, serve, site } from './site.mjs';

let browser, out;
before(async () => {
	browser = await launch();
	out = build(site());
});
after(() => browser.close());

async function ask(page, words) {
	await page.getByRole('searchbox').fill(words);
	await page.waitForFunction(() => /\d$|Nothing|لا/.test(document.querySelector('output').value));
	return page.$$eval('.results > li > a', links => links.map(a => a.getAttribute('href')));
}

test('a question leads to guides and to the headings that the words stand under', async t => {
	const server = await serve({ '/': out }), page = await browser.newPage();
	t.after(async () => { await page.close(); await server.down(); });
	await page.goto(server.url('/en/search.html'));
	server.log.length = 0;
	assert.deepEqual(await ask(page, 'guide 2'), ['guide-2.html']);
	assert.deepEqual(await page.$$eval('.results ul a', links => links.map(a => a.getAttribute('href'))), ['guide-2.html#part-of-guide-2']);
	const weight = server.log.reduce((sum, url) => sum + zlib.gzipSync(fs.readFileSync(path.join(out, url)), { level: 6 }).length, 0);
	assert.ok(weight <= 15_000, `the first question costs ${weight} bytes`);
	assert.equal(page.url(), server.url('/en/search.html'), 'the question is in the address');
	assert.ok(server.log.every(url => url.startsWith('/assets/search-')));
	assert.deepEqual(await ask(page, 'Onlyquoted1'), [], 'a pull quote repeats words of the text and is not searched');
	await page.locator('#az a').first().waitFor();
	await page.goto(server.url('/ar/search.html'));
	assert.deepEqual((await ask(page, 'شرطة')).length, 3, 'a word is found behind its article');
});

test('search works on a page opened from disk', async t => {
	const page = await browser.newPage(), errors = [];
	t.after(() => page.close());
	page.on('console', message => message.type() == 'error' && errors.push(message.text()));
	await page.goto(pathToFileURL(path.join(out, 'en/search.html')).href);
	assert.deepEqual(await ask(page, 'guide 3'), ['guide-3.html']);
	await page.locator('.results a').first().click();
	assert.equal(await page.locator('h1').textContent(), 'Guide 3');
	assert.deepEqual(errors, []);
});

test('without JavaScript there is a list from A to Z, and no box that does nothing', async t => {
	const context = await browser.newContext({ javaScriptEnabled: false }), page = await context.newPage();
	t.after(() => context.close());
	await page.goto(pathToFileURL(path.join(out, 'en/search.html')).href);
	assert.equal(await page.getByRole('searchbox').count(), 0);
	assert.deepEqual(await page.locator('#az a').allTextContents(), ['Guide 1', 'Guide 2', 'Guide 3', 'Part of guide 1', 'Part of guide 2', 'Part of guide 3']);
});

test('browsers are told not to remember, check or complete what is typed', async t => {
	const page = await browser.newPage();
	t.after(() => page.close());
	await page.goto(pathToFileURL(path.join(out, 'en/search.html')).href);
	const box = page.getByRole('searchbox');
	for (const [name, value] of [['autocomplete', 'off'], ['spellcheck', 'false'], ['autocapitalize', 'off'], ['name', null]])
		assert.equal(await box.getAttribute(name), value, name);
});
