// What a guide does when a reader asks: sharing, and filtering its services. Its
// script comes with the first wish, which must not be lost on the way.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, launch, serve, site, write } from './site.mjs';

let browser, out;
before(async () => {
	browser = await launch();
	const root = site();
	const service = (n, more) => `[[service]]\nid = "s${n}"\nname = "Service ${n}"\nwhat = "Help"\nchecked = 2026-01-31\n${more}\n`;
	write(root, 'guides/guide-1/services.toml', service(1, 'languages = ["en"]') + service(2, 'languages = ["en", "ar"]\nconfidential = true') + service(3, 'languages = ["ar"]') + service(4, 'languages = ["en"]'));
	out = build(root);
});
after(() => browser.close());

async function reader(t, prepare = () => {}) {
	const server = await serve({ '/': out }), context = await browser.newContext(), page = await context.newPage(), errors = [];
	t.after(async () => { await context.close(); await server.down(); });
	page.on('pageerror', error => errors.push(String(error)));
	page.on('console', message => message.type() == 'error' && errors.push(message.text()));
	await page.addInitScript(prepare);
	return { server, page, errors };
}
const shown = page => page.locator('.services h3:visible, .services h4:visible').allTextContents();

for (const place of ['online', 'on a disk'])
	test(`services are filtered ${place}, by the first choice too`, async t => {
		const { server, page, errors } = await reader(t);
		await page.goto(place == 'online' ? server.url('/en/guide-1.html') : pathToFileURL(path.join(out, 'en/guide-1.html')).href);
		assert.equal((await shown(page)).length, 4);
		await page.getByRole('combobox').selectOption('ar');
		await page.waitForFunction(() => document.querySelectorAll('.services li[hidden]').length == 2);
		assert.deepEqual(await shown(page), ['Service 2', 'Service 3']);
		await page.getByRole('checkbox').check();
		assert.deepEqual(await shown(page), ['Service 2']);
		await page.getByRole('combobox').selectOption('');
		await page.getByRole('checkbox').uncheck();
		assert.equal((await shown(page)).length, 4);
		assert.deepEqual(errors, []);
	});

test('sharing asks the phone once for a tap, with the title and the address', async t => {
	const { server, page, errors } = await reader(t, () => {
		self.shared = [];
		navigator.share = what => (self.shared.push(what), Promise.reject(new Error('the reader thought better of it')));
	});
	await page.goto(server.url('/en/guide-1.html'));
	await page.getByRole('button', { name: 'Share' }).click();
	await page.waitForFunction(() => self.shared.length);
	await page.getByRole('button', { name: 'Share' }).click();
	assert.deepEqual(await page.evaluate(() => self.shared), Array(2).fill({ title: 'Guide 1 – Notes', url: server.url('/en/guide-1.html') }));
	assert.deepEqual(errors, []);
});

test('a browser that can only copy says so, one that can do nothing shows the address', async t => {
	const copying = await reader(t, () => {
		Object.defineProperty(navigator, 'share', { value: undefined });
		Object.defineProperty(navigator, 'clipboard', { value: { writeText: async text => { self.copied = text; } } });
	});
	await copying.page.goto(copying.server.url('/en/guide-1.html'));
	await copying.page.getByRole('button', { name: 'Share' }).click();
	await copying.page.getByRole('button', { name: 'Address copied' }).waitFor();
	assert.equal(await copying.page.evaluate(() => self.copied), copying.page.url());
	const { server, page } = await reader(t, () => {
		for (const name of ['share', 'clipboard']) Object.defineProperty(navigator, name, { value: undefined });
	});
	await page.goto(server.url('/en/guide-1.html'));
	const asked = page.waitForEvent('dialog').then(async dialog => [dialog.type(), dialog.defaultValue(), await dialog.dismiss()]);
	await page.getByRole('button', { name: 'Share' }).click();
	assert.deepEqual((await asked).slice(0, 2), ['prompt', page.url()]);
});

test('a tap whose script does not come can be tapped again', async t => {
	const { server, page } = await reader(t, () => { navigator.share = () => (self.shared = true, Promise.resolve()); });
	server.fault = url => url.includes('/assets/guide.') && { drop: true };
	await page.goto(server.url('/en/guide-1.html'));
	const failed = page.waitForEvent('requestfailed');
	await page.getByRole('button', { name: 'Share' }).click();
	await failed;
	server.fault = null;
	await page.getByRole('button', { name: 'Share' }).click();
	await page.waitForFunction(() => self.shared);
});
