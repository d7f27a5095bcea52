// The form in which volunteers translate, from disk as they open it: on a phone
// and a desk, right to left, by keyboard, for a screen reader, and what it keeps.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { after, before, test } from 'node:test';
import { browser, handbill, phone, scratch } from '../lib.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const root = scratch('translate');
const files = {
	'site.toml': 'title = "Guides"\nsource = "en"\n[values]\nhotline = "0808 157 0142"\n[languages.en]\nname = "English"\n[languages.fa]\nname = "فارسی"\n[languages.fr]\nname = "Français"\n',
	'guides/water/en.md': '+++\ntitle = "Clean water"\n+++\n\nCall 112 at night, or {{hotline}}.\n\n## Boil it\n\n- Cup\n- Pot with a very-long-name-that-does-not-break-anywhere-at-all-and-goes-on\n',
	'guides/water/fr.md': '+++\ntitle = "Eau propre"\n+++\n\nAppelez le 112 la nuit, ou {{hotline}}.\n\n## Bouillir\n\n- Tasse\n- Marmite au nom-tellement-long-qu-il-ne-se-coupe-nulle-part-du-tout\n',
};

let chromium;
before(async () => {
	for (const [name, text] of Object.entries(files)) {
		fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
		fs.writeFileSync(path.join(root, name), text);
	}
	handbill('translate', 'adopt', '--root', root, '--quiet');
	fs.writeFileSync(path.join(root, 'guides/water/en.md'), files['guides/water/en.md'].replace('112', '113'));
	for (const language of ['fa', 'fr']) handbill('translate', 'export', language, '--to', 'form', '--out', root, '--root', root, '--quiet');
	chromium = await browser();
});
after(() => chromium?.close());

async function open(language, options, work) {
	const context = await chromium.newContext({ acceptDownloads: true, ...options });
	try {
		const page = await context.newPage();
		const asked = [];
		page.on('request', r => asked.push(r.url()));
		page.on('pageerror', e => asked.push(String(e)));
		await page.goto(pathToFileURL(path.join(root, language + '.html')).href);
		await work(page);
		assert.equal(asked.length, 1, `the form asked for ${asked.slice(1)}`);
	} finally {
		await context.close();
	}
}
const found = page => page.evaluate(axe).then(() => page.evaluate(() => window.axe.run(document, {
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}))).then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`));

async function saved(page, press) {
	const [download] = await Promise.all([page.waitForEvent('download'), press()]);
	const name = path.join(scratch('download'), download.suggestedFilename());
	await download.saveAs(name);
	return name;
}

test('axe finds nothing on the form, closed and open, in the light and in the dark', async () => {
	for (const colorScheme of ['light', 'dark']) for (const language of ['fa', 'fr'])
		await open(language, { ...phone, colorScheme }, async page => {
			assert.deepEqual(await found(page), [], `${language}, ${colorScheme}`);
			await page.locator('.how summary').click();
			await page.locator('.more summary').click();
			await page.locator('textarea:visible').first().fill('x');
			assert.deepEqual(await found(page), [], `${language}, ${colorScheme}, open`);
		});
});

test('the form fits a narrow phone in both directions, and every control can be hit', async () => {
	for (const language of ['fa', 'fr'])
		await open(language, { viewport: { width: 320, height: 568 }, hasTouch: true }, async page => {
			assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${language} is wider than its screen`);
			const small = await page.$$eval('button, summary, .tools label, .show label, .keep label', list => list.filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.textContent));
			assert.deepEqual(small, []);
		});
});

test('the form speaks the language of the translator and keeps each text in its own', async () => {
	await open('fa', phone, async page => {
		assert.equal(await page.getAttribute('html', 'lang'), 'fa');
		assert.equal(await page.getAttribute('html', 'dir'), 'rtl');
		assert.match(await page.locator('h1').innerText(), /ترجمه: از English به فارسی/);
		const source = page.locator('.source').first(), field = page.locator('textarea').first();
		assert.deepEqual([await source.getAttribute('lang'), await source.getAttribute('dir')], ['en', 'ltr']);
		assert.deepEqual([await field.getAttribute('lang'), await field.getAttribute('dir')], ['fa', 'rtl']);
		assert.equal(await field.evaluate(e => getComputedStyle(e).textAlign), 'start');
	});
});

test('the keyboard alone translates, marks as ready, goes on and saves', async () => {
	await open('fa', { viewport: { width: 1000, height: 800 } }, async page => {
		await page.locator('textarea').first().focus();
		for (const text of ['آب پاک', 'شب به ۱۱۳ زنگ بزنید، یا {{hotline}}.', 'بجوشانید', 'فنجان', 'دیگ']) {
			assert.equal(await page.evaluate(() => document.activeElement.tagName), 'TEXTAREA');
			await page.keyboard.type(text);
			await page.keyboard.press('Control+Enter');
		}
		assert.equal(await page.evaluate(() => document.activeElement.id), 'save');
		assert.equal(await page.locator('#progress').innerText(), 'آماده: 5 از 5');
		const name = await saved(page, () => page.keyboard.press('Enter'));
		assert.equal(path.basename(name), 'fa.po');
		handbill('translate', 'import', name, '--root', root, '--quiet');
		assert.match(fs.readFileSync(path.join(root, 'guides/water/fa.md'), 'utf8'), /شب به ۱۱۳ زنگ بزنید، یا {{hotline}}\./);
		assert.match(handbill('translate', 'status', 'fa', '--root', root), /5 of 5 parts up to date/);
	});
});

test('a changed text shows what changed, and the Markdown comes back with nothing else touched', async () => {
	await open('fr', phone, async page => {
		const unit = page.locator('.unit:visible');
		assert.equal(await unit.count(), 1);
		assert.equal(await unit.locator('del').innerText() + '→' + await unit.locator('ins').innerText(), '112→113');
		await unit.locator('textarea').fill('Appelez le 114 la nuit, ou {{hotline}}.');
		assert.match(await unit.locator('.problem').innerText(), /113/);
		await unit.locator('textarea').fill('Appelez le 113 la nuit, ou {{hotline}}.');
		assert.equal(await unit.locator('.problem').textContent(), '');
		await unit.locator('.ready').check();
		await page.locator('.more summary').click();
		const name = await saved(page, () => page.locator('.md').first().click());
		assert.equal(fs.readFileSync(name, 'utf8'), files['guides/water/fr.md'].replace('112', '113'));
	});
});

test('nothing is kept before the translator agrees, and all of it goes when they say so', async () => {
	await open('fr', phone, async page => {
		const kept = () => page.evaluate(() => localStorage.length + sessionStorage.length + (document.cookie ? 1 : 0));
		await page.locator('.unit:visible textarea').fill('secret');
		assert.equal(await kept(), 0);
		await page.locator('#keep').check();
		assert.equal(await kept(), 1);
		await page.locator('#forget').click();
		assert.equal(await kept(), 0);
		assert.equal(await page.locator('#keep').isChecked(), false);
	});
});

test('without scripts the form says what it needs', async () => {
	await open('fa', { ...phone, javaScriptEnabled: false }, async page => assert.match(await page.locator('noscript').innerText(), /JavaScript/));
});
