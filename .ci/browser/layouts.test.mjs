// Layouts of leaflets and pages as people print them from a browser: no program of
// ours tries sizes there, so what the build chose has to fit.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { browser, buildSite, longSite, pagesOf, repository, sampleSite, serve } from './lib.mjs';

const settings = 'title = "Guides"\nsource = "en"\naddress = "https://guides.example/"\n\n[languages.en]\nname = "English"\n';

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

test('a printed reference says its address once', async t => {
  const dir = buildSite({
    'site.toml': settings,
    'guides/law/en.md': '+++\ntitle = "Law"\n+++\n\n[The law](https://law.example/a) is told there.[^1]\n\n[^1]: The court, https://court.example/b and <https://court.example/c>.\n',
  });
  const own = await serve(dir);
  t.after(own.close);
  for (const [url, few] of [[`${long.url}en/migrant-sex-workers-briefing.html`, 20], [`${own.url}en/law.html`, 1]]) {
    await page.goto(url);
    const said = await page.evaluate(() => [...document.querySelectorAll('.notes [href^=http]')].map(a => a.textContent + getComputedStyle(a, '::after').content));
    assert.ok(said.length > few, `${said.length} addresses`);
    for (const text of said) assert.ok(text.startsWith('https://') && text.endsWith('none'), text);
  }
  const words = await page.evaluate(() => getComputedStyle(document.querySelector('.text > p a'), '::after').content);
  assert.ok(words.includes('https://law.example/a'), words);
});

// Columns within a page tore a card apart: its number stood below the next one's name.
test('a printed card of a service is whole', async t => {
  const card = (n, what) => `[[service]]\nid = "s${n}"\nname = "First${n}"\n${what}phone = ["+1 202 555 014${n}"]\ncost = "Last${n}"\n\n`;
  const directory = card(1, `what = "${'Advice for all. '.repeat(9)}"\nhours = "Mo–Fr"\naddress = "Lane"\nlanguages = ["en"]\n`) + card(2, '');
  for (const lines of [8, 9, 10, 11, 12]) {
    const dir = buildSite({
      'site.toml': settings,
      'guides/help/en.md': '+++\ntitle = "Help"\n+++\n' + '\nA line of its own.\n'.repeat(lines),
      'guides/help/services.toml': directory,
    });
    const own = await serve(dir), pdf = path.join(dir, 'help.pdf');
    t.after(own.close);
    await page.goto(own.url + 'en/help.html');
    await page.pdf({ path: pdf, format: 'A4', preferCSSPageSize: true });
    const at = {};
    execFileSync('pdftotext', ['-bbox', pdf, '-'], { encoding: 'utf8' }).split('<page ').forEach((part, sheet) => {
      for (const [, x, y, word] of part.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(\w+)</g)) at[word] = { sheet, x: +x, y: +y };
    });
    for (const n of [1, 2]) {
      const first = at[`First${n}`], last = at[`Last${n}`];
      assert.ok(first.sheet === last.sheet && Math.abs(first.x - last.x) < 30 && first.y < last.y, `${lines} lines: ${JSON.stringify([first, last])}`);
    }
  }
});

test('an urgent notice is as dark on paper as the text', async () => {
  const own = await serve(buildSite({
    'site.toml': settings + '\n[notice]\ntext = "The night clinic is closed."\nlevel = "urgent"\n',
    'guides/water/en.md': '+++\ntitle = "Water"\n+++\n\nBoil it.\n',
  }));
  try {
    await page.goto(own.url + 'en/water.html');
    const look = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.querySelector('.notice'));
      return { color, text: getComputedStyle(document.querySelector('.text p')).color, backgroundColor };
    });
    assert.equal(look.color, look.text);
    assert.equal(look.backgroundColor, 'rgba(0, 0, 0, 0)');
  } finally {
    await own.close();
  }
});
