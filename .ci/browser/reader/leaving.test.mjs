// Leaving and traces: quick exit, and a walk through the whole site that must
// not ask anybody else for anything nor keep anything.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, launch, nothing, serve, site, stored } from './site.mjs';

let browser, out;
before(async () => {
	browser = await launch();
	out = build(site());
});
after(() => browser.close());

async function reader(t, folder = out) {
	const server = await serve({ '/': folder }), context = await browser.newContext(), page = await context.newPage();
	t.after(async () => { await context.close(); await server.down(); });
	// The exit leads to another site; here a blank answer stands for it.
	await context.route('https://www.example.com/**', route => route.fulfill({ contentType: 'text/html', body: '<title>Weather</title>' }));
	return { server, context, page };
}

test('a full walk asks nobody else and keeps nothing', async t => {
	const { server, context, page } = await reader(t), foreign = [], failed = [], errors = [];
	context.on('request', request => request.url().startsWith(server.url('')) || /^(data|blob):/.test(request.url()) || foreign.push(request.url()));
	context.on('requestfailed', request => failed.push(request.url()));
	page.on('console', message => message.type() == 'error' && errors.push(message.text()));
	const seen = new Set(), todo = [server.url('/index.html')];
	while (todo.length) {
		const url = todo.pop();
		if (seen.has(url)) continue;
		seen.add(url);
		const answer = await page.goto(url, { waitUntil: 'networkidle' });
		assert.equal(answer.status(), 200, url);
		const links = await page.$$eval('a[href]', all => all.filter(a => a.protocol == location.protocol && a.host == location.host).map(a => a.href.split('#')[0]));
		todo.push(...links.filter(link => link.endsWith('.html')));
		assert.deepEqual(await stored(page), nothing, url);
		const head = await page.evaluate(() => [document.querySelector('meta[http-equiv="Content-Security-Policy" i]')?.content, document.querySelector('meta[name=referrer]')?.content]);
		assert.match(head[0] || '', /^default-src 'none'/, `${url} has no policy`);
		assert.equal(head[1], 'no-referrer', url);
		// Everything that can be pressed, but for the exit.
		for (const button of await page.locator('main summary, .languages summary').all()) if (await button.isVisible()) await button.click();
	}
	assert.ok(seen.size >= 15, `only ${seen.size} pages were reached`);
	assert.deepEqual([foreign, failed, errors], [[], [], []]);
});

test('quick exit is the second link, large, and takes the place of the page', async t => {
	const { server, page } = await reader(t);
	await page.goto(server.url('/en/index.html'));
	await page.goto(server.url('/en/guide-1.html'));
	await page.keyboard.press('Tab');
	await page.keyboard.press('Tab');
	assert.ok(await page.evaluate(() => document.activeElement.matches('.exit')), 'it is not the second stop of the keyboard');
	const box = await page.locator('.exit').boundingBox();
	assert.ok(box.width >= 44 && box.height >= 44);
	await page.evaluate(() => scrollTo(0, 1e6));
	assert.ok((await page.locator('.exit').boundingBox()).y < 60, 'it scrolls away');
	await page.locator('.exit').click();
	await page.waitForURL('https://www.example.com/');
	await page.goBack();
	assert.equal(new URL(page.url()).pathname, '/en/index.html', 'Back leads to the page that was left');
});

test('Shift three times leaves; twice, Escape and capitals do not', async t => {
	const { server, page } = await reader(t);
	await page.goto(server.url('/en/guide-1.html'));
	await page.keyboard.press('Escape');
	await page.keyboard.press('Shift');
	await page.keyboard.press('Shift');
	await page.keyboard.press('a');
	await page.keyboard.press('Shift+A');
	await page.keyboard.press('Shift');
	assert.equal(new URL(page.url()).pathname, '/en/guide-1.html');
	// Who goes on pressing does not begin the way out anew.
	const left = await page.evaluate(() => {
		let left = 0;
		document.querySelector('.exit').addEventListener('click', () => left++);
		for (let i = 0; i < 7; i++) document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Shift', bubbles: true }));
		return left;
	});
	assert.equal(left, 1);
	await page.waitForURL('https://www.example.com/');
});

test('without a network and from a disk the exit is a blank page of the site', async t => {
	const { server, context, page } = await reader(t);
	await page.goto(server.url('/en/offline.html'));
	await page.locator('.save').click();
	await page.waitForFunction(() => document.querySelector('.told').textContent.includes('Saved on'));
	await page.goto(server.url('/en/guide-1.html'));
	await context.setOffline(true);
	await server.down();
	await page.locator('.exit').click();
	await page.waitForURL('**/en/leave.html');
	assert.equal((await page.locator('body').innerText()).replace('New tab', '').trim(), '', 'the blank page says something');
	await server.up();
	await context.setOffline(false);
	await page.goto(pathToFileURL(path.join(out, 'en/guide-1.html')).href);
	await page.locator('.exit').click();
	await page.waitForURL('**/en/leave.html');
});

test('quiet_history leaves one entry for a whole visit', async t => {
	const { server, page } = await reader(t, build(site({ settings: '[privacy]\nquiet_history = true\n' })));
	await page.goto('about:blank');
	await page.goto(server.url('/en/index.html'));
	const before = await page.evaluate(() => history.length);
	await page.getByRole('link', { name: 'Guide 1', exact: true }).first().click();
	await page.waitForURL('**/guide-1.html');
	await page.locator('.find').click();
	await page.waitForURL('**/search.html');
	assert.equal(await page.evaluate(() => history.length), before);
});

test('the safety page says what holds for the site, in each language', () => {
	for (const language of ['en', 'ar']) {
		const html = fs.readFileSync(path.join(out, language, 'safety.html'), 'utf8');
		assert.ok((html.match(/<h2>/g) || []).length >= 8, language);
		assert.match(html, new RegExp(`<html lang="${language}"`));
	}
});
