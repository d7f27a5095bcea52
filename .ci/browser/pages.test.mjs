// The finished pages in a browser: weight, width, accessibility, scripts off.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import { browser, buildSite, desktop, longPaper, longSite, pagesOf, phone, repository, sampleSite, serve } from './lib.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site, server, chromium;
before(async () => {
  site = sampleSite();
  server = await serve(site, '/some/folder/');
  chromium = await browser();
});
after(async () => {
  await chromium?.close();
  await server?.close();
});

/** Runs work on a page of the site in a context of its own. */
async function open(options, address, work) {
  const context = await chromium.newContext(options);
  try {
    const page = await context.newPage();
    if (address) await page.goto(server.url + address);
    return await work(page, context);
  } finally {
    await context.close();
  }
}

const guides = ['en/migrant-sex-workers.html', 'ar/migrant-sex-workers.html', 'th/migrant-sex-workers.html', 'zh-Hans/migrant-sex-workers.html'];
const kinds = ['index.html', 'en/index.html', 'en/when-stopped.html', 'en/migrant-sex-workers-briefing.html', 'en/migrant-sex-workers-evidence.html', 'en/pocket-rights.html', 'en/tags/health.html', '404.html',
  'ar/index.html', 'ar/pocket-rights.html', 'ar/when-stopped.html', 'ar/tags/الصحة.html', 'th/index.html', 'th/pocket-rights.html', 'th/when-stopped.html', 'th/tags/การทำงาน.html', 'hi/when-stopped.html', ...guides,
  'en/pocket-rights-zine.html', 'ar/pocket-rights-trifold.html', 'th/pocket-rights-card.html', 'ar/pocket-rights-poster-a4.html'];

test('a guide page is one request, and stores and asks for nothing', async () => {
  for (const address of guides) {
    await open(phone, '', async (page, context) => {
      const asked = [];
      page.on('request', request => asked.push(request.url()));
      await page.goto(server.url + address);
      await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50))));
      const lazy = await page.locator('img[loading=lazy]').count();
      assert.ok(asked.length <= 1 + lazy, `${address} asked for ${asked.join(' ')}`);
      const stored = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie.length]);
      assert.deepEqual(stored, [0, 0, 0], address);
      assert.equal((await context.cookies()).length, 0);
    });
  }
});

const packed = data => gzipSync(data, { level: 6 }).length;

// 14 kB arrive in the first round trip.
test('every guide page of the sample fits the first round trip', () => {
  const all = pagesOf(site).filter(address => existsSync(path.join(repository, 'guides', path.basename(address, '.html'))));
  assert.ok(all.length > 30, 'guides in ten languages');
  for (const address of all) {
    const weight = packed(readFileSync(path.join(site, address)));
    assert.ok(weight <= 14000, `${address} has ${weight} bytes`);
  }
});

// Longer guides may add 3 kB to their text.
test('a guide page that is longer than a round trip adds 3 kB to its Markdown at most', () => {
  for (const language of ['en', 'es', 'fr']) {
    const markdown = longPaper(language), text = packed(markdown);
    const weight = packed(readFileSync(path.join(longSite(), language, 'migrant-sex-workers-briefing.html')));
    const notes = markdown.match(/^\[\^[^\]]+\]:/gm).length;
    assert.ok(text > 12000 && notes > 50, `${text} bytes and ${notes} notes are no long guide`);
    // Each note is two links, there and back, which Markdown does not have: of 43 bytes
    // about 20 are the links, the rest is what the frame of this site has over 3 kB. In
    // English 28 are enough; translations have addresses of their own for their headings.
    const limit = text + 3000 + 43 * notes;
    assert.ok(weight <= limit, `${language} has ${weight} bytes, ${limit} are allowed`);
  }
});

// The way out has two or three lines in some languages, and stays on top of the page.
test('a part of a guide that a link leads to begins below the bar', async () => {
  const all = pagesOf(site).filter(address => address.endsWith('/when-stopped.html'));
  assert.equal(all.length, 10);
  await open(phone, '', async page => {
    for (const address of all) {
      await page.goto(server.url + address);
      const part = await page.evaluate(() => document.querySelectorAll('.text h2')[2].id);
      await page.goto(`${server.url}${address}#${part}`);
      const [bar, top] = await page.evaluate(id => [document.querySelector('.bar').getBoundingClientRect().bottom, document.getElementById(id).getBoundingClientRect().top], part);
      assert.ok(top >= bar, `${address}#${part} begins at ${top} px, the bar ends at ${bar}`);
    }
  });
});

// What a thumb could miss: whatever can be touched and is lower than 44 px. Links in
// running text are as high as their line (WCAG 2.5.8); a link alone in its line, and
// those of a list's cards, stand in no running text.
const tooSmall = () => [...document.querySelectorAll('a, summary, button')].filter(e => {
  const p = e.closest('p');
  const running = e.closest('.text, .sheet') ? !e.closest('.services') : p && !e.closest('.cards, .links') && p.textContent.trim() !== e.textContent.trim();
  return e.getClientRects().length && !running && !e.matches('.skip') && e.getBoundingClientRect().height < 44;
}).map(e => e.outerHTML.slice(0, 80));

test('no page is wider than a 320 px screen, and links are big enough to tap', async () => {
  await open({ viewport: { width: 320, height: 640 } }, '', async page => {
    for (const address of pagesOf(site)) {
      await page.goto(server.url + address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 320, `${address} is ${wide} px wide`);
      assert.deepEqual(await page.evaluate(tooSmall), [], address);
    }
  });
});

test('the longest words break before a 320 px screen ends, and one letter is wide enough to tap', async () => {
  const long = 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz';
  const own = buildSite({
    'site.toml': 'title = "Lab"\nsource = "de"\n[languages.de]\nname = "Deutsch"\n[languages.th]\nname = "ไทย"\n',
    'guides/a/de.md': `+++\ntitle = "${long}"\nsummary = "${long}"\ntags = ["${long}"]\nauthors = ["${long}"]\n+++\n\n## ${long} {.recommendations}\n\n1. ${long}\n\n## B\n\n> [!RIGHTS]\n> ${long}\n\n## C\n`,
    'guides/a/th.md': '+++\ntitle = "ก"\n+++\n\nก\n',
  });
  const files = await serve(own);
  await open({ viewport: { width: 320, height: 640 } }, '', async page => {
    for (const address of pagesOf(own)) {
      await page.goto(files.url + address);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 320, address);
      for (const details of await page.locator('nav details').all()) await details.evaluate(e => { e.open = true; });
      const narrow = await page.evaluate(() => [...document.querySelectorAll('.links a')].filter(a => a.getBoundingClientRect().width < 44).map(a => a.textContent));
      assert.deepEqual(narrow, [], address);
    }
  });
  await files.close();
});

test('axe finds nothing: AA, AAA contrast, best practice, light and dark', async () => {
  for (const colorScheme of ['light', 'dark']) {
    await open({ ...phone, colorScheme }, '', async page => {
      for (const address of kinds) {
        await page.goto(server.url + address);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          rules: { 'color-contrast-enhanced': { enabled: true } },
        }));
        const found = violations.map(v => `${v.id}: ${v.nodes.map(n => n.target.join(' ')).join(', ')}`);
        assert.deepEqual(found, [], `${address}, ${colorScheme}`);
      }
    });
  }
});

// Call-outs stand in call-outs: what is dark must stay readable whatever lies in it.
test('a call-out of any kind in any other keeps its contrast, light and dark', async () => {
  const kinds = ['NOTE', 'WARNING', 'DANGER', 'KEYPOINTS', 'STORY', 'PULLQUOTE', 'RIGHTS'];
  const inner = kinds.map(k => `>\n> > [!${k}]\n> > Words, [a link](../a/) and \`code\`.\n>\n> Between.\n`).join('');
  const text = kinds.map(k => `> [!${k}]\n> Words.\n${inner}>\n> | a | b |\n> |---|---|\n> | c | d |\n>\n> - [x] done\n\n`).join('');
  const own = await serve(buildSite({
    'site.toml': 'title = "Lab"\nsource = "en"\n[languages.en]\nname = "English"\n',
    'guides/a/en.md': `+++\ntitle = "Boxes"\n+++\n\n${text}`,
  }));
  for (const colorScheme of ['light', 'dark'])
    await open({ ...phone, colorScheme }, '', async page => {
      await page.goto(own.url + 'en/a.html');
      await page.evaluate(axe);
      const { violations, passes } = await page.evaluate(() => window.axe.run(document, { runOnly: ['color-contrast', 'color-contrast-enhanced'], rules: { 'color-contrast-enhanced': { enabled: true } } }));
      assert.deepEqual(violations.flatMap(v => v.nodes.map(n => n.html)), [], colorScheme);
      assert.ok(passes.some(p => p.nodes.length > 50), 'axe looked at the boxes');
    });
  await own.close();
});

test('every page is valid HTML', async () => {
  const validator = new HtmlValidate(new FileSystemConfigLoader({
    root: true,
    extends: ['html-validate:recommended'],
    // Pages are written small on purpose: no needless space, void elements as HTML has them.
    rules: { 'long-title': 'off', 'no-inline-style': 'error', 'doctype-style': 'off', 'no-trailing-whitespace': 'off', 'tel-non-breaking': 'off', 'attribute-boolean-style': 'off', 'no-raw-characters': 'off',
      // GitHub's heading ids keep the marks of Thai and Devanagari, which HTML allows.
      'valid-id': ['error', { relaxed: true }] },
  }));
  const problems = [];
  for (const address of pagesOf(site)) {
    const report = await validator.validateString(readFileSync(path.join(site, address), 'utf8'), address);
    for (const result of report.results) for (const m of result.messages) problems.push(`${address}:${m.line}:${m.column} ${m.ruleId} ${m.message}`);
  }
  assert.deepEqual(problems, []);
});

test('with scripts off, every word and link is there', async () => {
  const parts = page => page.evaluate(() => ({
    words: [...document.querySelectorAll('main h1, main h2, main h3, main p, main li, main td')].map(e => e.textContent.trim()).filter(Boolean),
    links: [...document.querySelectorAll('a[href]')].map(e => e.href),
  }));
  for (const address of [...guides, 'en/when-stopped.html', 'en/index.html', 'index.html']) {
    const on = await open(desktop, address, parts);
    const off = await open({ ...desktop, javaScriptEnabled: false }, address, parts);
    assert.deepEqual(on.words.filter(w => !off.words.includes(w)), [], `${address}: words that need a script`);
    assert.deepEqual(on.links.filter(l => !off.links.includes(l)), [], `${address}: links that need a script`);
    assert.ok(off.links.length > 5, address);
    await open({ ...desktop, javaScriptEnabled: false }, address, async page => {
      const hidden = await page.evaluate(() => [...document.querySelectorAll('main h2, main .text p, main .text li')].filter(e => getComputedStyle(e).visibility === 'hidden' || getComputedStyle(e).display === 'none').length);
      assert.equal(hidden, 0, `${address}: text that only a script shows`);
    });
  }
});

test('every link of every page leads somewhere, in a sub-folder and opened from disk', async () => {
  const dead = [];
  await open(desktop, '', async page => {
    for (const address of pagesOf(site).filter(a => a !== '404.html')) {
      await page.goto('file://' + path.join(site, address));
      for (const href of await page.evaluate(() => [...document.querySelectorAll('a[href], img[src]')].map(e => e.href || e.src))) {
        if (!href.startsWith('file:')) continue;
        const url = new URL(href);
        const file = decodeURIComponent(url.pathname);
        try {
          const html = readFileSync(file, 'utf8');
          const id = decodeURIComponent(url.hash.slice(1));
          if (id && !html.includes(`id="${id.replaceAll('&', '&amp;')}"`)) dead.push(`${address} → ${href}`);
        } catch { dead.push(`${address} → ${href}`); }
      }
    }
  });
  assert.deepEqual(dead, []);
  assert.ok((await (await fetch(server.url + 'en/index.html')).text()).includes('</html>'));
});

test('a page runs nothing that its policy does not name', async () => {
  await open(desktop, '', async page => {
    const errors = [];
    page.on('console', message => { if (message.type() === 'error') errors.push(message.text()); });
    page.on('pageerror', error => errors.push(String(error)));
    for (const address of pagesOf(site)) await page.goto(server.url + address);
    assert.deepEqual(errors, []);
  });
});

test('right-to-left pages run right to left, with numbers to be dialled left to right', async () => {
  await open(phone, 'ar/pocket-rights.html', async page => {
    const first = await page.locator('main h1').evaluate(e => ({ direction: getComputedStyle(e).direction, right: e.getBoundingClientRect().right }));
    assert.equal(first.direction, 'rtl');
    assert.ok(first.right > 300);
    for (const link of await page.locator('a[href^="tel:"]').all()) {
      assert.equal(await link.evaluate(e => getComputedStyle(e.querySelector('bdi') || e).direction), 'ltr');
    }
    assert.ok((await page.locator('a[href^="tel:"]').count()) > 0);
  });
});

// Right to left, "+1 202 555 0142" would be read as "0142 555 202 1+".
test('telephone numbers are read from left to right wherever a right-to-left page has them', async () => {
  const number = '+1 202 555 0142', call = `اتصل على ${number} الآن`;
  const own = buildSite({
    'site.toml': `title = "دليل ${number}"\ntagline = "${call}"\nsource = "ar"\naddress = "https://guide.example/"\n[notice]\ntext = "${call}"\n[languages.ar]\nname = "العربية"\n[languages.en]\nname = "English"\n`,
    'guides/a/ar.md': `+++\ntitle = "${call}"\nsummary = "${call}"\ntags = ["${call}"]\nkind = "leaflet"\nprint = ["trifold", "card", "poster-a4"]\n+++\n\n## ${call}\n\n${call}\n\n## ب\n\nنص\n\n## ج\n\nنص\n`,
    'guides/a/services.toml': `[[service]]\nid = "s"\nname = "${call}"\nwhat = "${call}"\nhours = "${call}"\nphone = ["${number}"]\nchecked = 2026-01-01\n`,
    'guides/b/ar.md': `+++\ntitle = "${call}"\nwithdrawn = "${call}"\n+++\n\nنص\n`,
  });
  const files = await serve(own);
  // Every number on the page that does not stand in its order, by what it stands in.
  const backwards = () => {
    const wrong = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
    let seen = 0;
    const x = (node, at) => { range.setStart(node, at); range.setEnd(node, at + 1); return range.getBoundingClientRect(); };
    for (let node; (node = walker.nextNode());) {
      for (const found of node.data.matchAll(/\+1.202.555.0142/g)) {
        const plus = x(node, found.index), last = x(node, found.index + found[0].length - 1);
        if (!plus.width) continue;
        seen++;
        if (plus.top === last.top && plus.left > last.left) wrong.push(node.parentElement.outerHTML.slice(0, 90));
      }
    }
    return { wrong, seen };
  };
  await open({ viewport: { width: 1000, height: 800 } }, '', async page => {
    let places = 0;
    for (const address of pagesOf(own).filter(address => address.startsWith('ar/'))) {
      await page.goto(files.url + address);
      await page.evaluate(() => document.querySelectorAll('details').forEach(e => { e.open = true; }));
      const { wrong, seen } = await page.evaluate(backwards);
      assert.deepEqual(wrong, [], address);
      places += seen;
      if (/a\.html$|index\.html$/.test(address)) assert.ok(seen >= 4, `${address} shows ${seen}`);
    }
    assert.ok(places >= 40, `${places} numbers`);
    await page.goto(files.url + 'ar/search.html');
    await page.fill('#ask', '0142');
    await page.locator('.results a').first().waitFor();
    assert.deepEqual((await page.evaluate(backwards)).wrong, []);
    await page.goto(files.url + 'ar/a.html');
    assert.equal(await page.title(), `اتصل على \u2066${number}\u2069 الآن – دليل \u2066${number}\u2069`);
    assert.equal(await page.locator('a.tel').first().getAttribute('href'), 'tel:+12025550142');
  });
  await files.close();
});

test('the keyboard reaches the text first, then the way out', async () => {
  await open(desktop, guides[0], async page => {
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), await page.locator('a.skip').getAttribute('href'));
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.activeElement.matches('.exit')), 'the second link leaves the page');
    const box = await page.locator('.exit').boundingBox();
    assert.ok(box.height >= 44 && box.y >= 0 && box.y < 100);
  });
});

// Emphasis dots belong to Chinese and Japanese: above letters they look like a fault.
test('a part that nobody has translated is not emphasised with dots', async () => {
  const dir = buildSite({
    'site.toml': 'title = "Guides"\nsource = "en"\n\n[languages.en]\nname = "English"\n\n[languages.ja]\nname = "日本語"\n\n[languages.zh-Hans]\nname = "中文"\n',
    'guides/a/en.md': '+++\ntitle = "A"\n+++\nRead *this* page first, all of it.\n\n## Second part\n\nAnd *that* afterwards.\n',
    'guides/a/ja.md': '+++\ntitle = "A"\n+++\nまず*これ*を全部読んでください。\n',
    'guides/a/zh-Hans.md': '+++\ntitle = "A"\n+++\n请先*仔细*读完这一页。\n',
  });
  const files = await serve(dir);
  await open(phone, '', async page => {
    for (const lang of ['ja', 'zh-Hans']) {
      await page.goto(`${files.url}${lang}/a.html`);
      const [own, lent] = await page.evaluate(() => [...document.querySelectorAll('.text em')].map(e => {
        const { textEmphasisStyle, fontStyle, fontWeight } = getComputedStyle(e);
        return { textEmphasisStyle, fontStyle, fontWeight };
      }));
      assert.equal(own.fontStyle, 'normal');
      assert.notEqual(own.textEmphasisStyle, 'none', lang);
      assert.deepEqual(lent, { textEmphasisStyle: 'none', fontStyle: 'normal', fontWeight: '600' }, lang);
    }
  });
  await files.close();
});

// A note that the text calls ٣ was number 3 in the list.
test('lists are numbered in the digits of the language, parts of another in its own', async () => {
  const dir = buildSite({
    'site.toml': 'title = "Guides"\nsource = "en"\n\n[languages.en]\nname = "English"\n\n[languages.ar]\nname = "العربية"\ndigits = "native"\n',
    'guides/a/en.md': '+++\ntitle = "A"\n+++\nRead this page first, all of it.\n\n## Second part\n\n1. four\n2. five\n',
    'guides/a/ar.md': '+++\ntitle = "A"\n+++\nاقرأ هذه الصفحة أولًا كلها.[^1]\n\n[^1]: مرجع\n',
    'guides/b/ar.md': '+++\ntitle = "B"\nsource = "ar"\n+++\n1. واحد\n2. اثنان\n\n<ol type="a"><li>أ</li></ol>\n\n## توصيات {.recommendations}\n\n1. ثلاثة\n',
  });
  const files = await serve(dir);
  await open(phone, '', async page => {
    const styles = async name => {
      await page.goto(`${files.url}ar/${name}.html`);
      return page.evaluate(() => [...document.querySelectorAll('.text ol')].map(e => getComputedStyle(e).listStyleType));
    };
    assert.deepEqual(await styles('a'), ['decimal', 'arabic-indic']);
    assert.deepEqual(await styles('b'), ['arabic-indic', 'lower-alpha', 'none']);
  });
  await files.close();
});
