// Saving for offline, against a server that breaks in every way it can: the
// reader has the old whole copy or the new whole copy, and a way to go on.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { repository } from '../lib.mjs';
import { build, launch, nothing, serve, site, stored, until, write } from './site.mjs';

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// reader opens a phone on a site; everything is closed when the test ends.
async function reader(t, folders) {
	const server = await serve(folders), context = await browser.newContext({ viewport: { width: 360, height: 640 } }), page = await context.newPage();
	t.after(async () => {
		await context.close();
		await server.down();
	});
	const errors = [];
	page.on('pageerror', error => errors.push(String(error)));
	return { server, page, context, errors };
}
const told = page => page.locator('.told').textContent();
const wait = (page, text) => page.waitForFunction(text => document.querySelector('.told').textContent.includes(text), text);
async function save(page) {
	// What is told of an older copy, which may say the same, goes first.
	await page.locator('.told').evaluate(told => { told.textContent = ''; });
	await page.locator('.save').click();
	await wait(page, 'Saved on');
}
const pages = out => ['index', 'guide-1', 'guide-2', 'guide-3', 'search', 'safety', 'leave'].map(name => `/en/${name}.html`);

test('nothing is stored before the reader asks, everything is gone after Remove', async t => {
	const { server, page, errors } = await reader(t, { '/': build(site()) });
	for (const name of ['/index.html', '/en/guide-1.html', '/en/search.html', '/en/offline.html']) {
		await page.goto(server.url(name), { waitUntil: 'networkidle' });
		assert.deepEqual(await stored(page), nothing, name);
	}
	assert.match(await page.locator('.save').textContent(), /^Save for offline \(\d+ kB\)$/);
	await save(page);
	assert.equal((await stored(page)).caches.length, 1);
	await page.goto(server.url('/en/guide-2.html'));
	await page.getByRole('link', { name: 'Remove saved copy' }).click();
	await wait(page, 'gone from this device');
	assert.deepEqual(await stored(page), nothing);
	assert.deepEqual(errors, []);
});

test('a saved language is whole without a network', async t => {
	const out = build(site()), { server, page } = await reader(t, { '/': out });
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	await server.down();
	for (const name of pages(out)) {
		await page.goto(server.url(name));
		assert.equal(await page.title() != '', true, name);
	}
	await page.goto(server.url('/en/guide-2'));
	assert.match(await page.locator('main').textContent(), /Words of guide 2/, 'an address whose ending the host strips');
	await page.goto(server.url('/'));
	assert.ok(await page.locator('a[hreflang=ar], a[lang=ar]').count(), 'the choice of language');
	for (const unknown of ['/en/never-made.html', '/ar/guide-1.html', '/en/tags/none.html']) {
		await page.goto(server.url(unknown));
		assert.equal(new URL(page.url()).pathname, '/en/index.html', `${unknown} shows what is saved`);
	}
	await page.goto(server.url('/en/search.html'));
	await page.getByRole('searchbox').fill('lanterns guide 3');
	await page.locator('.results > li > a').first().waitFor();
	assert.equal(await page.locator('.results > li > a').first().getAttribute('href'), 'guide-3.html');
	await page.getByRole('searchbox').fill('Onlyquoted2');
	await page.waitForFunction(() => document.querySelector('output').value.startsWith('Nothing'));
	await page.goto(server.url('/en/offline.html'));
	await wait(page, 'Saved on');
	await page.locator('.remove').click();
	await wait(page, 'gone');
	assert.deepEqual((await stored(page)).caches, []);
});

test('saved sounds play without a network, from any place on, and cost nothing again', async t => {
	const root = site({ text: () => '![Song](song.mp3)\n\n> [!TRANSCRIPT]\n> La la la.' });
	for (let n = 1; n <= 3; n++) fs.copyFileSync(path.join(repository, 'generator/media/testdata/vbr.mp3'), path.join(root, `guides/guide-${n}/song.mp3`));
	const { server, page } = await reader(t, { '/': build(root) });
	await page.goto(server.url('/en/offline.html'));
	await page.getByRole('checkbox').check();
	await save(page);
	server.log.length = 0;
	const play = () => page.locator('audio').evaluate(async audio => {
		audio.muted = true;
		await audio.play();
		audio.currentTime = audio.duration / 2;
		await new Promise(done => { audio.onseeked = done; });
		return audio.currentTime > 0;
	});
	await page.goto(server.url('/en/guide-1.html'));
	assert.ok(await play());
	assert.deepEqual(server.log.filter(url => url.endsWith('.mp3')), []);
	await server.down();
	await page.goto(server.url('/en/guide-1.html'));
	assert.ok(await play());
	const parts = await page.evaluate(async () => {
		const { src } = document.querySelector('audio'), whole = new Uint8Array(await (await fetch(src)).arrayBuffer()), parts = {};
		for (const [asked, from, to] of [['bytes=0-', 0], ['bytes=100-199', 100, 200], ['bytes=0-1', 0, 2], ['bytes=100-99999999', 100]]) {
			const answer = await fetch(src, { headers: { range: asked } });
			parts[asked] = [answer.status, answer.headers.get('content-range').replace(/\d+$/, size => size == whole.length), String(new Uint8Array(await answer.arrayBuffer())) == String(whole.slice(from, to))];
		}
		return { parts, end: whole.length - 1 };
	});
	assert.deepEqual(parts.parts, {
		'bytes=0-': [206, `bytes 0-${parts.end}/true`, true], 'bytes=100-199': [206, 'bytes 100-199/true', true],
		'bytes=0-1': [206, 'bytes 0-1/true', true], 'bytes=100-99999999': [206, `bytes 100-${parts.end}/true`, true],
	});
});

for (const [name, fault] of Object.entries({
	'an answer that is cut short': { truncate: 100 }, 'a connection that drops': { drop: true }, 'an answer 404': { status: 404 },
	'an answer 500': { status: 500 }, 'a byte that is wrong': { corrupt: true }, 'an empty answer': { truncate: 0 },
}))
	test(`${name} leaves nothing half saved, and saving continues`, async t => {
		const { server, page } = await reader(t, { '/': build(site({ guides: 30 })) });
		await page.goto(server.url('/en/offline.html'));
		let seen = new Set();
		// The third pack breaks.
		server.fault = url => url.startsWith('/packs/') && seen.add(url) && [...seen].indexOf(url) == 2 ? fault : null;
		await page.locator('.save').click();
		await wait(page, 'Not finished');
		assert.match(await page.locator('.save').textContent(), /^Continue \(\d+ kB\)$/);
		const asked = server.log.filter(url => url.startsWith('/packs/'));
		await server.down();
		const half = await page.context().newPage();
		assert.equal(await half.goto(server.url('/en/guide-1.html')).then(() => 'shown', () => 'no network'), 'no network', 'half a copy is shown');
		await half.close();
		await server.up();
		server.fault = null;
		server.log.length = 0;
		await save(page);
		const again = server.log.filter(url => url.startsWith('/packs/'));
		assert.ok(!again.includes(asked[0]) && !again.includes(asked[1]), 'what had arrived is fetched again');
		await server.down();
		await page.goto(server.url('/en/guide-17.html'));
		assert.match(await page.locator('main').textContent(), /Words of guide 17/);
	});

test('a slow server is waited for', async t => {
	const { server, page } = await reader(t, { '/': build(site()) });
	await page.goto(server.url('/en/offline.html'));
	server.fault = url => url.startsWith('/packs/') ? { delay: 700 } : null;
	await save(page);
});

// versions builds a site twice, with one guide changed.
function versions(guides = 30) {
	const root = site({ guides }), old = build(root), first = `${root}-old`;
	fs.cpSync(old, first, { recursive: true });
	write(root, 'guides/guide-5/en.md', '+++\ntitle = "Guide 5"\n+++\n\nNew words of guide 5.\n');
	return [first, build(root)];
}

test('a version that comes in mid-download is saved whole', async t => {
	const [old, now] = versions(), { server, page } = await reader(t, { '/': old });
	await page.goto(server.url('/en/offline.html'));
	let packs = 0;
	server.fault = url => {
		if (url.startsWith('/packs/') && ++packs == 3) server.folders['/'] = now;
		return null;
	};
	await save(page);
	await server.down();
	for (const [guide, words] of [[4, 'Words of guide 4.'], [5, 'New words of guide 5.'], [6, 'Words of guide 6.']]) {
		await page.goto(server.url(`/en/guide-${guide}.html`));
		assert.ok((await page.locator('main').textContent()).includes(words));
	}
});

test('a new version is offered with its size, and the old one stays until the new one is whole', async t => {
	const [old, now] = versions(100), { server, page } = await reader(t, { '/': old });
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	const whole = server.log.filter(url => url.startsWith('/packs/')).length;
	server.folders['/'] = now;
	await page.goto(server.url('/en/guide-5.html'));
	assert.match(await page.locator('main').textContent(), /^(?!.*New).*Words of guide 5\./s, 'a new version is never forced');
	const offer = page.locator('#Saved a').nth(1);
	await offer.waitFor();
	assert.match(await offer.textContent(), /^New version, \d+ kB$/);
	// Asked once a day only.
	server.log.length = 0;
	await page.goto(server.url('/en/guide-6.html'), { waitUntil: 'networkidle' });
	assert.deepEqual(server.log, []);

	await page.locator('#Saved a').nth(1).click();
	server.fault = url => url.startsWith('/packs/') ? { truncate: 50 } : null;
	await page.locator('.save').click();
	await page.waitForFunction(() => document.querySelector('.save').textContent.startsWith('Continue'));
	await server.down();
	await page.goto(server.url('/en/guide-5.html'));
	assert.match(await page.locator('main').textContent(), /Words of guide 5\./, 'the old copy is gone before the new one is whole');
	await server.up();
	server.fault = null;
	server.log.length = 0;
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	const fetched = server.log.filter(url => url.startsWith('/packs/'));
	assert.ok(fetched.length <= 2 && fetched.length < whole, `one changed guide costs ${fetched.length} of ${whole} packs`);
	await server.down();
	await page.goto(server.url('/en/guide-5.html'));
	assert.match(await page.locator('main').textContent(), /New words of guide 5/);
	assert.equal((await stored(page)).caches.length, 1, 'the old copy stays behind');
});

// release makes a built site into one of a later handbill, whose packs are written in
// a format so many later and read by another script.
function release(out, later) {
	const [script] = fs.readdirSync(path.join(out, 'assets')).filter(name => /^save\.\w+\.js$/.test(name)), page = path.join(out, 'en/offline.html'), list = path.join(out, 'en/offline.json');
	const text = fs.readFileSync(path.join(out, 'assets', script), 'utf8'), { format, ...rest } = JSON.parse(fs.readFileSync(list));
	assert.ok(text.includes(`"${format}"`), 'the script knows no format');
	fs.rmSync(path.join(out, 'assets', script));
	fs.writeFileSync(path.join(out, `assets/save.later${later}.js`), text.replaceAll(`"${format}"`, `"${format + later}"`));
	fs.writeFileSync(page, fs.readFileSync(page, 'utf8').replace(script, `save.later${later}.js`));
	fs.writeFileSync(list, JSON.stringify({ ...rest, format: format + later }));
	return out;
}

test('a copy from before packs changed their format renews the page for saving, then itself', async t => {
	const [old, now] = versions(), { server, page, errors } = await reader(t, { '/': old });
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	server.folders['/'] = release(now, 1);
	await page.goto(server.url('/en/guide-5.html'));
	const offer = page.locator('#Saved a').nth(1);
	await offer.waitFor();
	const sizes = JSON.parse(fs.readFileSync(path.join(now, 'en/offline.json'))).sizes;
	assert.equal(await offer.textContent(), `New version, ${Math.ceil(sizes.text / 1e3)} kB`, 'an old script promises less than it knows');
	await offer.click();
	const newer = page.locator('.save', { hasText: 'Get the new version' });
	await newer.waitFor();
	const whole = async words => {
		await server.down();
		for (const [guide, text] of [[4, 'Words of guide 4.'], [5, words], [6, 'Words of guide 6.']]) {
			await page.goto(server.url(`/en/guide-${guide}.html`));
			assert.ok((await page.locator('main').textContent()).includes(text));
		}
		await page.goto(server.url('/en/offline.html'));
		await wait(page, 'Saved on');
		await server.up();
		await page.reload();
	};

	// The page does not come: nothing changes.
	server.fault = url => url.endsWith('/offline.html') ? { truncate: 300 } : null;
	await newer.click();
	await page.waitForFunction(() => document.querySelector('.told').textContent.includes('Not finished'));
	server.fault = url => /later\d\.js$/.test(url) ? { status: 500 } : null;
	await newer.click();
	await until(async () => server.log.some(url => url.endsWith('later1.js')) && await newer.isVisible());
	server.fault = null;
	await whole('Words of guide 5.');
	assert.equal(await page.locator('script[src*=later]').count(), 0, 'a page without its script was saved');

	server.log.length = 0;
	await newer.click();
	await page.locator('script[src*=later1]').waitFor({ state: 'attached' });
	await newer.waitFor();
	assert.deepEqual(server.log.filter(url => url.startsWith('/packs/')), [], 'a script fetches packs that it cannot read');
	await whole('Words of guide 5.');
	await newer.click();
	await page.waitForFunction(() => document.querySelector('.save').hidden && document.querySelector('.told').textContent.includes('Saved on'));
	await whole('New words of guide 5.');
	await page.locator('.remove').click();
	await wait(page, 'gone from this device');
	assert.deepEqual(await stored(page), nothing);
	assert.deepEqual(errors, []);
});

test('a page for saving that is older than the site stores nothing before it fits', async t => {
	const [old, now] = versions(), { server, page } = await reader(t, { '/': old });
	await page.goto(server.url('/en/offline.html'));
	server.folders['/'] = release(now, 1);
	await page.locator('.save').click();
	await page.locator('script[src*=later1]').waitFor({ state: 'attached' });
	await page.locator('.save', { hasText: 'Save for offline' }).waitFor();
	assert.deepEqual(await stored(page), nothing);
	await save(page);
	await server.down();
	await page.goto(server.url('/en/guide-5.html'));
	assert.match(await page.locator('main').textContent(), /New words of guide 5/);
});

test('a copy takes over a new script for saving, though its packs are as before', async t => {
	const [old, now] = versions(), { server, page } = await reader(t, { '/': old });
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	server.folders['/'] = release(now, 0);
	await page.goto(server.url('/en/offline.html'));
	await page.locator('.save').click();
	await page.waitForFunction(() => document.querySelector('.save').hidden && document.querySelector('.told').textContent.includes('Saved on'));
	await server.down();
	await page.goto(server.url('/en/offline.html'));
	await page.locator('script[src*=later]').waitFor({ state: 'attached' });
	await page.locator('.remove').click();
	await wait(page, 'gone from this device');
});

test('two sites on one origin, in sub-folders, leave each other alone', async t => {
	const { server, page } = await reader(t, { '/a/': build(site()), '/b/': build(site({ text: n => `Other words ${n}.` })), '/': build(site({ text: n => `Root words ${n}.` })) });
	for (const root of ['/', '/a/', '/b/']) {
		await page.goto(server.url(`${root}en/offline.html`));
		await save(page);
	}
	assert.equal((await stored(page)).caches.length, 3);
	await page.goto(server.url('/a/en/offline.html'));
	await page.locator('.remove').click();
	await wait(page, 'gone');
	assert.deepEqual((await stored(page)).workers.map(scope => new URL(scope).pathname).sort(), ['/', '/b/']);
	await server.down();
	await page.goto(server.url('/b/en/guide-1.html'));
	assert.match(await page.locator('main').textContent(), /Other words 1/);
	await page.goto(server.url('/en/guide-1.html'));
	assert.match(await page.locator('main').textContent(), /Root words 1/);
	assert.equal(await page.goto(server.url('/a/en/guide-1.html')).then(() => 'shown', () => 'no network'), 'no network', 'the site at the root answers for its neighbour');
});

test('two languages are saved and removed apart', async t => {
	const { server, page } = await reader(t, { '/': build(site()) });
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	await page.goto(server.url('/ar/offline.html'));
	await page.locator('.save').click();
	await page.waitForFunction(() => !document.querySelector('.remove').hidden);
	await page.locator('.remove').click();
	await page.waitForFunction(() => document.querySelector('.remove').hidden);
	await server.down();
	await page.goto(server.url('/en/guide-1.html'));
	assert.match(await page.locator('main').textContent(), /Words of guide 1/);
});

test('a site that stops saving takes back what it saved', async t => {
	const root = site(), out = build(root), { server, page } = await reader(t, { '/': out });
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	const settings = fs.readFileSync(path.join(root, 'site.toml'), 'utf8');
	write(root, 'site.toml', settings.replace('[languages.en]', '[offline]\nenabled = false\n[languages.en]'));
	build(root);
	await page.goto(server.url('/en/guide-1.html'));
	// The browser asks for a new worker by itself, a moment after a visit.
	await until(async () => !(await stored(page)).caches.length);
	await page.goto('about:blank');
	await page.goto(server.url('/en/index.html'));
	await until(async () => !(await stored(page)).workers.length);
	assert.deepEqual(await stored(page), nothing);
});

test('the page for saving can be put on the home screen, under a neutral name and icon', async t => {
	const { server, page } = await reader(t, { '/sub/folder/': build(site()) }), refused = [];
	page.on('console', message => message.type() == 'error' && refused.push(message.text()));
	await page.goto(server.url('/sub/folder/en/offline.html'), { waitUntil: 'networkidle' });
	const session = await page.context().newCDPSession(page), { data, errors } = await session.send('Page.getAppManifest');
	assert.deepEqual(errors, []);
	const manifest = JSON.parse(data);
	assert.deepEqual([manifest.display, manifest.name, new URL(manifest.start_url, server.url('/sub/folder/')).pathname], ['minimal-ui', 'Guides', '/sub/folder/index.html']);
	const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
	assert.deepEqual(installabilityErrors.map(e => e.errorId).filter(id => id != 'in-incognito'), []);
	assert.deepEqual(refused, []);
	assert.ok(server.log.some(url => url.startsWith('/sub/folder/assets/icon-')), 'no icon is loaded');
});

test('a saved page has the words of the page online, letter by letter', async t => {
	const words = n => `${'Право на воду. حق الماء. สิทธิ. अधिकार. '.repeat(40)}\n\n${Array.from({ length: 400 }, (_, i) => String.fromCodePoint(0x4e00 + i * n)).join('')} 👩🏽‍⚕️ 𝔸 \u{1f1f5}\u{1f1f8} ÿ € — “${n}”`;
	const { server, page } = await reader(t, { '/': build(site({ text: words })) }), online = {}, shown = page => page.locator('.text, .cards').textContent();
	const names = ['guide-1', 'guide-2', 'guide-3', 'index'].flatMap(name => [`/en/${name}.html`, `/ar/${name}.html`]);
	for (const name of names) {
		await page.goto(server.url(name));
		online[name] = await shown(page);
	}
	for (const language of ['en', 'ar']) {
		await page.goto(server.url(`/${language}/offline.html`));
		await page.locator('.save').click();
		await page.locator('.remove').waitFor();
	}
	await server.down();
	for (const name of names) {
		await page.goto(server.url(name));
		assert.equal(await shown(page), online[name], name);
	}
});

test('the pictures of a saved guide are there, on a dense screen too', async t => {
	const painter = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
	await painter.setContent('<body style="background: linear-gradient(45deg, red, yellow, green, blue)">');
	const photo = await painter.screenshot({ type: 'jpeg', quality: 90 }), root = site();
	await painter.close();
	fs.writeFileSync(path.join(root, 'guides/guide-1/photo.jpg'), photo);
	write(root, 'guides/guide-1/en.md', '+++\ntitle = "Guide 1"\nimage = "photo.jpg"\nalt = "All colours"\n+++\n\nWords.\n\n![All colours](photo.jpg)\n');
	const server = await serve({ '/': build(root) }), context = await browser.newContext({ viewport: { width: 360, height: 640 }, deviceScaleFactor: 3 }), page = await context.newPage();
	t.after(async () => {
		await context.close();
		await server.down();
	});
	await page.goto(server.url('/en/offline.html'));
	await save(page);
	await server.down();
	for (const name of ['/en/guide-1.html', '/en/index.html']) {
		await page.goto(server.url(name));
		for (const picture of await page.locator('main img').all()) {
			await picture.scrollIntoViewIfNeeded();
			await picture.evaluate(i => i.decode());
		}
		assert.ok(await page.locator('main img').count(), name);
	}
});
