// Files to take along, opened as people open them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser, handbill, repository, scratch } from '../lib.mjs';

const find = (dir, ending) => fs.readdirSync(dir, { recursive: true }).map(String).filter(f => f.endsWith(ending)).map(f => path.join(dir, f));

let out, chromium;
before(async () => {
	out = path.join(scratch('pack'), 'public');
	handbill('build', '--quiet', '--root', repository, '--out', out);
	handbill('pack', '--quiet', '--root', repository, '--out', out);
	chromium = await browser();
});
after(() => chromium?.close());

test('epubcheck finds no error and no warning in any book', () => {
	const books = find(out, '.epub');
	assert.ok(books.length > 20);
	for (const book of [...books.filter(f => /\/book\.epub$/.test(f)), ...books.filter(f => /\/(en|ar|zh-Hans)\//.test(f))]) {
		const said = execFileSync('java', ['-jar', '/usr/share/java/epubcheck.jar', book], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
		assert.match(said, /0 fatals \/ 0 errors \/ 0 warnings/, book);
	}
});

test('packing twice gives the same bytes', () => {
	const sums = () => Object.fromEntries(JSON.parse(fs.readFileSync(path.join(out, 'manifest.json'))).files.filter(f => f.source).map(f => [f.path, f.sha256]));
	const first = sums();
	assert.ok(Object.keys(first).length > 20);
	handbill('pack', '--quiet', '--root', repository, '--out', out);
	assert.deepEqual(sums(), first);
});

test('a language from a ZIP has no dead link, no other language and no list of sizes', async () => {
	const dir = scratch('zip');
	execFileSync('python3', ['-m', 'zipfile', '-e', path.join(out, 'ar.zip'), dir]);
	const page = await chromium.newPage(), dead = [];
	for (const file of find(dir, '.html')) {
		if (fs.readFileSync(file, 'utf8').includes('http-equiv="refresh"')) continue; // it leads on before it can be looked at
		await page.goto(pathToFileURL(file).href);
		for (const href of await page.$$eval('a[href], img[src], script[src]', all => all.map(e => e.href || e.src)))
			if (href.startsWith('file:') && !fs.existsSync(decodeURIComponent(new URL(href).pathname))) dead.push(`${file} → ${href}`);
		assert.equal(await page.locator('.downloads').count(), 0, file);
	}
	assert.deepEqual(dead, []);
	assert.ok(!fs.existsSync(path.join(dir, 'en')));
	await page.goto(pathToFileURL(path.join(dir, 'index.html')).href);
	await page.waitForURL('**/ar/index.html');
	await page.goto(pathToFileURL(path.join(dir, 'ar/search.html')).href);
	await page.getByRole('searchbox').fill('الشرطة');
	await page.locator('.results a').first().waitFor();
	await page.close();
});

test('a single file asks for nothing, shows its pictures and leads out blank', async () => {
	const dir = scratch('single'), file = path.join(dir, 'notes.html');
	for (const name of ['en/when-stopped-single.html', 'en/book-single.html']) {
		fs.copyFileSync(path.join(out, name), file);
		const page = await chromium.newPage(), asked = [], errors = [];
		page.on('request', r => asked.push(r.url()));
		page.on('console', m => m.type() == 'error' && errors.push(m.text()));
		await page.goto(pathToFileURL(file).href);
		assert.deepEqual(asked.filter(url => !url.startsWith('data:')), [pathToFileURL(file).href], name);
		assert.deepEqual(errors, [], name);
		for (const image of await page.locator('main img').all()) await image.scrollIntoViewIfNeeded({ timeout: 500 }).catch(() => {});
		assert.deepEqual(await page.$$eval('main img', all => all.filter(i => i.complete && !i.naturalWidth).map(i => i.src.slice(0, 60))), [], name);
		const ids = await page.$$eval('[id]', all => all.map(e => e.id));
		assert.equal(new Set(ids).size, ids.length, `${name}: an id is there twice`);
		const lost = await page.$$eval('a[href^="#"]', all => all.filter(a => !document.getElementById(decodeURIComponent(a.hash.slice(1)))).map(a => a.hash));
		assert.deepEqual(lost, [], name);
		await page.locator('.exit').click();
		await page.waitForURL('about:blank');
		await page.close();
	}
});
