// Listening to a saved guide. The browser of the tests has no voice, so it gets a
// pretended one.
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { build, launch, serve, site } from './site.mjs';

let browser, out;
before(async () => {
	browser = await launch();
	out = build(site());
});
after(() => browser.close());

async function saved(t, voice) {
	const server = await serve({ '/': out }), context = await browser.newContext(), page = await context.newPage();
	t.after(async () => { await context.close(); await server.down(); });
	await page.addInitScript(voice => {
		self.said = [];
		const speech = { speaking: false, getVoices: () => [voice], speak(u) { this.speaking = true; self.said.push(u.text); }, cancel() { this.speaking = false; self.said.push('(silence)'); } };
		Object.defineProperty(self, 'speechSynthesis', { value: speech });
		self.SpeechSynthesisUtterance = function (text) { this.text = text; };
	}, voice);
	await page.goto(server.url('/en/offline.html'));
	await page.locator('.save').click();
	await page.waitForFunction(() => document.querySelector('.told').textContent.includes('Saved on'));
	await page.goto(server.url('/en/guide-1.html'));
	return page;
}

test('a saved guide is read aloud by a voice of the device, pull quotes once', async t => {
	const page = await saved(t, { lang: 'en-GB', localService: true }), button = page.getByRole('button', { name: 'Listen' });
	await button.click();
	const said = await page.evaluate(() => self.said.filter(Boolean));
	assert.deepEqual(said, ['Guide 1', 'Words of guide 1.', 'Part of guide 1', 'More about lanterns.']);
	await button.click();
	assert.equal(await page.evaluate(() => self.said.pop()), '(silence)');
});

for (const [name, voice] of Object.entries({ 'another language': { lang: 'fr-FR', localService: true }, 'a voice from the network': { lang: 'en-US', localService: false } }))
	test(`there is no button for ${name}`, async t => {
		const page = await saved(t, voice);
		assert.equal(await page.getByRole('button', { name: 'Listen' }).count(), 0);
	});
