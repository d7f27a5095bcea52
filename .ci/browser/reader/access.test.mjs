// The reader's own pages for everybody: axe, zoom, forced colours, the keyboard,
// and what a screen reader is told in which order.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { browser, buildSite, phone, sampleSite, serve } from '../lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const pages = ['en', 'ar', 'th'].flatMap(l => ['search', 'offline', 'safety', 'leave'].map(name => `${l}/${name}.html`));

let server, chromium;
before(async () => {
	server = await serve(sampleSite());
	chromium = await browser();
});
after(async () => {
	await chromium?.close();
	await server?.close();
});
async function open(options, address, work) {
	const context = await chromium.newContext(options);
	try {
		const page = await context.newPage();
		await page.goto(server.url + address, { waitUntil: 'networkidle' });
		return await work(page);
	} finally {
		await context.close();
	}
}
const found = page => page.evaluate(axe).then(() => page.evaluate(() => window.axe.run(document, {
	runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], rules: { 'color-contrast-enhanced': { enabled: true } },
}))).then(r => r.violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`));

test('axe finds nothing on the pages for searching, saving and safety', async () => {
	for (const colorScheme of ['light', 'dark'])
		for (const address of pages) await open({ ...phone, colorScheme }, address, async page => assert.deepEqual(await found(page), [], `${address}, ${colorScheme}`));
});

// A guide with every construct, in three ways of writing.
const everything = text => `+++
title = "${text}"
summary = "${text}"
image = "well.svg"
alt = "${text}"
updated = 2026-02-01
tags = ["${text}"]
+++

${text} **${text}** *${text}* \`${text}\` [${text}](https://www.example.org/), +1 202 555 0142.[^1]

![${text}](well.svg "${text}: [${text}](https://www.example.org/a)")

![${text}](well.svg "${text}")

<figure><img src="well.svg" alt="${text}"><figcaption>${text} <a href="https://www.example.org/b">${text}</a></figcaption></figure>

${['NOTE', 'TIP', 'WARNING', 'STORY', 'PULLQUOTE', 'RIGHTS', 'KEYPOINTS', 'TRANSCRIPT'].map(mark => `> [!${mark}] ${text}\n> ${text} [${text}](https://www.example.org/c)\n`).join('\n')}
## ${text}

| ${text} | ${text} |
|---|---:|
| ${text} | [${text}](https://www.example.org/d) |

1. ${text}
   - ${text}

> ${text}

${text}
: ${text}

> [!SERVICES]

[^1]: ${text} <https://www.example.org/e>.
`;

test('axe finds nothing in a guide with everything, light and dark', async t => {
	const texts = { en: 'Clean water', ar: 'ماء نظيف', th: 'น้ำสะอาด' };
	const files = {
		'site.toml': `title = "Water"\nsource = "en"\n` + Object.keys(texts).map(l => `[languages.${l}]\nname = "${texts[l]}"\n${l == 'ar' ? 'dir = "rtl"\n' : ''}exit = "https://www.example.com/"\n`).join(''),
		'guides/water/well.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>',
		'services.toml': '[[service]]\nid = "well"\nname = "Well"\nwhat = "Water"\nphone = ["+1 202 555 0142"]\nhours = "Mo-Fr"\nlanguages = ["en", "ar"]\naddress = "5 Harbour Street"\nconfidential = true\ncost = "free"\nchecked = 2026-01-31\n',
	};
	for (const [l, text] of Object.entries(texts)) files[`guides/water/${l}.md`] = everything(text);
	const rich = await serve(buildSite(files));
	t.after(() => rich.close());
	for (const colorScheme of ['light', 'dark']) {
		const context = await chromium.newContext({ ...phone, colorScheme }), page = await context.newPage();
		for (const l of Object.keys(texts)) {
			await page.goto(`${rich.url}${l}/water.html`, { waitUntil: 'networkidle' });
			for (const closed of await page.locator('main summary').all()) await closed.click();
			assert.deepEqual(await found(page), [], `${l}, ${colorScheme}`);
		}
		await context.close();
	}
});

test('axe finds nothing among results, and while a language is being saved', async () => {
	await open(phone, 'en/search.html', async page => {
		await page.getByRole('searchbox').fill('lawyer');
		await page.locator('.results a').first().waitFor();
		assert.deepEqual(await found(page), []);
	});
	await open(phone, 'ar/offline.html', async page => {
		await page.locator('.save').click();
		await page.locator('.remove').waitFor();
		assert.deepEqual(await found(page), []);
		await page.locator('.remove').click();
	});
});

// 320 px wide is a screen of 1280 px at 400 % zoom.
test('at 400 % zoom nothing is cut off and the way out stays in sight', async () => {
	for (const address of [...pages.filter(p => !p.endsWith('leave.html')), 'en/when-stopped.html', 'ar/pocket-rights.html'])
		await open({ viewport: { width: 320, height: 256 } }, address, async page => {
			assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, `${address} is wider than its screen`);
			await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
			const box = await page.locator('.exit').boundingBox();
			assert.ok(box && box.y >= 0 && box.y + box.height <= 256, `${address}: the exit is out of sight`);
			assert.ok(box.height < 128, `${address}: the bar takes half of the screen`);
		});
});

// Phones let readers have all text at twice its size, which leaves the screen as narrow
// as it was.
test('with text at twice its size the way out is on the screen, and so is the bar', async () => {
	for (const width of [360, 320])
		for (const language of ['en', 'ar', 'th', 'ru', 'fr', 'pt', 'hi', 'zh-Hans'])
			await open({ viewport: { width, height: 640 } }, `${language}/when-stopped.html`, async page => {
				await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
				for (const part of ['.exit', '.find', '.site']) {
					const box = await page.locator(`.bar ${part}`).boundingBox();
					assert.ok(box.x >= 0 && box.x + box.width <= width, `${language}: ${part} ends at ${box.x + box.width} of ${width} pixels`);
				}
				const exit = await page.locator('.exit').boundingBox();
				assert.ok(exit.width >= 44 && exit.height >= 44 && exit.y + exit.height < 320, language);
				assert.ok((await page.locator('.skip').boundingBox()).y < -44, `${language}: the skip link lies in the page`);
				assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, `${language}: the page is wider than the screen`);
			});
});

// A digit alone on the next line is a digit that nobody dials.
test('telephone numbers stay in one line where it is long enough, and else break at blanks', async t => {
	const words = { en: 'Call {{line}} or [+44 (0)20 7946 0018](tel:+442079460018).', ar: 'اتصلوا على {{line}} أو (0808 157 0142) أو +44 (0)20 7946 0018 و0800 111 0 111.' };
	const files = { 'site.toml': 'title = "A"\nsource = "en"\n[values]\nline = "+1 202 555 0142"\n[languages.en]\nname = "English"\n[languages.ar]\nname = "العربية"\ndir = "rtl"\n' };
	files['guides/help/services.toml'] = '[[service]]\nid = "line"\nname = "Line"\nphone = ["0808 157 0143"]\n';
	for (const [language, text] of Object.entries(words)) files[`guides/help/${language}.md`] = `+++\ntitle = "A"\n+++\n\n${`${text} `.repeat(9)}\n`;
	const out = buildSite(files), page = await chromium.newPage({ viewport: { width: 320, height: 640 } });
	t.after(() => page.close());
	for (const language of Object.keys(words))
		for (const [size, whole] of [['100%', true], ['200%', false]]) {
			await page.goto(pathToFileURL(path.join(out, language, 'help.html')).href);
			await page.evaluate(size => { document.documentElement.style.fontSize = size; }, size);
			const found = await page.evaluate(whole => {
				const lines = (node, from, to) => {
					const range = document.createRange();
					range.setStart(node, from);
					range.setEnd(node, to);
					return new Set(Array.from(range.getClientRects(), r => Math.round(r.top))).size;
				};
				let seen = 0;
				const broken = [];
				for (const number of document.querySelectorAll('.text p .tel, .text bdi')) {
					const node = document.createTreeWalker(number, NodeFilter.SHOW_TEXT).nextNode(), text = node.data;
					seen++;
					for (const { index, 0: group } of text.matchAll(whole ? /.+/g : /[^ ]+/g)) if (lines(node, index, index + group.length) > 1) broken.push(group);
				}
				const inner = [...document.querySelectorAll('.services .tel *')].map(e => getComputedStyle(e).display);
				return { seen, broken, inner, width: document.documentElement.scrollWidth };
			}, whole);
			assert.ok(found.seen >= 18, language);
			assert.deepEqual(found.broken, [], `${language} at ${size}`);
			assert.deepEqual(found.inner, ['inline'], `${language}: the line below a number that is a link ends before it`);
			assert.equal(found.width, 320);
		}
});

test('forced colours and reduced motion leave everything usable', async () => {
	await open({ ...phone, forcedColors: 'active', reducedMotion: 'reduce' }, 'en/offline.html', async page => {
		const style = await page.locator('.save').evaluate(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]);
		assert.notEqual(style[0], style[1], 'the button cannot be told from its words');
		const exit = await page.locator('.exit').evaluate(e => [getComputedStyle(e).borderTopWidth, getComputedStyle(e).borderTopColor, getComputedStyle(document.body).backgroundColor]);
		assert.ok(parseFloat(exit[0]) > 0 && exit[1] != exit[2], 'the way out looks like any link');
		assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
	});
});

test('the keyboard goes from the box to the results, and focus is never under the bar', async () => {
	await open({ viewport: { width: 400, height: 500 } }, 'en/search.html', async page => {
		await page.getByRole('searchbox').focus();
		await page.keyboard.type('lawyer');
		await page.keyboard.press('Enter');
		await page.locator('.results a').first().waitFor();
		await page.keyboard.press('Tab');
		assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Search');
		for (let i = 0; i < 8; i++) {
			await page.keyboard.press('Tab');
			const [top, bar, href] = await page.evaluate(() => [document.activeElement.getBoundingClientRect().top, document.querySelector('.bar').getBoundingClientRect().bottom, document.activeElement.href]);
			assert.ok(top >= bar, `${href} is under the bar`);
		}
		assert.ok(await page.evaluate(() => !!document.activeElement.closest('.results, #az')));
	});
});

test('a screen reader hears the way out first, then the title, the box and what was found', async () => {
	await open(phone, 'en/search.html', async page => {
		await page.getByRole('searchbox').fill('lawyer');
		await page.locator('.results a').first().waitFor();
		const session = await page.context().newCDPSession(page), { nodes } = await session.send('Accessibility.getFullAXTree');
		// The tree comes level by level; a screen reader goes down each branch.
		const byId = new Map(nodes.map(n => [n.nodeId, n])), walk = n => [n, ...n.childIds.flatMap(id => byId.has(id) ? walk(byId.get(id)) : [])];
		const heard = walk(nodes[0]).filter(n => !n.ignored && ['link', 'heading', 'searchbox', 'button', 'status', 'main'].includes(n.role?.value)).map(n => `${n.role.value} ${n.name?.value || ''}`.trim());
		const order = ['link Skip to the text', 'link Leave', 'main', 'heading Search', 'searchbox Words to look for', 'button Search', 'status', 'link Know your rights when stopped'];
		let at = -1;
		for (const words of order) {
			const next = heard.findIndex((h, i) => i > at && h.startsWith(words));
			assert.ok(next > at, `“${words}” does not come next in ${heard.slice(0, 20).join(' | ')}`);
			at = next;
		}
	});
});
