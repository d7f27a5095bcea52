// The layouts of leaflets as people print them from a browser: no program of ours
// tries sizes there, so what the build chose has to fit.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { browser, longSite, pagesOf, repository, sampleSite, serve } from './lib.mjs';

let site, server, long, chromium, page;
before(async () => {
  site = sampleSite();
  server = await serve(site);
  long = await serve(longSite());
  chromium = await browser();
  page = await chromium.newPage();
  await page.emulateMedia({ media: 'print' });
});
after(async () => {
  await chromium?.close();
  await server?.close();
  await long?.close();
});

const layouts = () => pagesOf(site).filter(name => /-(trifold|zine|card|poster)[^/]*\.html$/.test(name));

test('every panel of every layout holds its text in the size that the build chose', async () => {
  const measure = readFileSync(path.join(repository, 'generator/pdf/measure.js'), 'utf8');
  assert.ok(layouts().length >= 80, 'eight layouts in ten languages');
  for (const name of layouts()) {
    await page.goto(server.url + name);
    const full = await page.evaluate(`(${measure})(parseFloat(getComputedStyle(document.querySelector(".sheet")).fontSize) * .75)`);
    assert.deepEqual(full, [], name);
  }
});

test('no word stands where printers leave the paper empty', async () => {
  for (const name of layouts()) {
    await page.goto(server.url + name);
    const near = await page.evaluate(() => [...document.querySelectorAll('.sheet')].flatMap(sheet => {
      const edge = 6.35 * 96 / 25.4, room = sheet.getBoundingClientRect();
      return [...sheet.querySelectorAll('h1, h2, p, li, .code')].filter(e => {
        const r = e.getBoundingClientRect();
        return r.width && (r.left < room.left + edge || r.right > room.right - edge || r.top < room.top + edge || r.bottom > room.bottom - edge);
      }).map(e => e.textContent);
    }));
    assert.deepEqual(near, [], name);
  }
});

test('a printed checklist has its boxes beside their lines and no tint below them', async () => {
  for (const lang of ['en', 'ar']) {
    await page.goto(`${server.url}${lang}/when-stopped.html`);
    const list = await page.evaluate(() => [...document.querySelectorAll('.task')].map(e => {
      const item = e.getBoundingClientRect(), box = e.querySelector('.box').getBoundingClientRect();
      const before = document.dir === 'rtl' ? box.left - item.right : item.left - box.right;
      return { before, top: box.top - item.top, placed: getComputedStyle(e.querySelector('.box')).position };
    }));
    assert.ok(list.length > 3);
    for (const { before, top, placed } of list) {
      assert.ok(before >= 0 && before < 12 && top >= 0 && top < 12, `${lang}: ${before}, ${top}`);
      assert.equal(placed, 'static'); // Firefox prints others on the page before
    }
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgba(0, 0, 0, 0)');
  }
});

// Paper has nothing beside the content of a page: what hangs out of it is cut off, so
// note 31 became note 1.
test('the numbers of printed notes have room on the page', async () => {
  for (const lang of ['en', 'fr']) {
    await page.goto(`${long.url}${lang}/migrant-sex-workers-briefing.html`);
    const { need, room } = await page.evaluate(() => {
      const item = document.querySelector('.notes li:nth-child(38)'), brush = document.createElement('canvas').getContext('2d');
      const { fontSize, fontFamily } = getComputedStyle(item, '::marker');
      brush.font = `600 ${fontSize} ${fontFamily}`;
      return { need: brush.measureText('38. ').width, room: item.getBoundingClientRect().left };
    });
    assert.ok(room >= need, `${lang}: ${need} px of number, ${room} px of room`);
  }
});

test('a printed reference says its address once', async () => {
  await page.goto(`${long.url}en/migrant-sex-workers-briefing.html`);
  const said = await page.evaluate(() => [...document.querySelectorAll('.notes [href^=http]')].map(a => a.textContent + getComputedStyle(a, '::after').content));
  assert.ok(said.length > 20);
  for (const text of said) assert.ok(text.startsWith('https://') && text.endsWith('none'), text);
});
