// Makes the pictures of README.md: node screenshots.mjs (or make screenshots).
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { browser, repository, sampleSite, scratch, serve } from './lib.mjs';

const tour = path.join(repository, '.ci/tour');
fs.mkdirSync(tour, { recursive: true });
const server = await serve(sampleSite());
const chromium = await browser();

async function shot(name, address, options, size) {
  const context = await chromium.newContext({ viewport: size, ...options });
  const page = await context.newPage();
  await page.goto(server.url + address);
  await page.screenshot({ path: path.join(tour, name + '.png') });
  await context.close();
}

const phone = { width: 360, height: 680 };
await shot('phone', 'en/when-stopped.html', {}, phone);
await shot('arabic', 'ar/migrant-sex-workers.html', {}, phone);
await shot('dark', 'th/migrant-sex-workers.html', { colorScheme: 'dark' }, phone);
await shot('list', 'en/index.html', {}, { width: 1000, height: 720 });

const context = await chromium.newContext();
const page = await context.newPage();
await page.goto(server.url + 'en/migrant-sex-workers.html');
const pdf = path.join(scratch('pdf'), 'guide.pdf');
await page.pdf({ path: pdf, preferCSSPageSize: true });
execFileSync('pdftoppm', ['-r', '45', '-f', '1', '-l', '3', '-png', pdf, path.join(path.dirname(pdf), 'page')]);
const pages = fs.readdirSync(path.dirname(pdf)).filter(f => f.endsWith('.png')).sort().slice(0, 3);
const sheet = pages.map(f => `<img src="data:image/png;base64,${fs.readFileSync(path.join(path.dirname(pdf), f)).toString('base64')}">`).join('');
const board = await (await chromium.newContext({ viewport: { width: 1200, height: 566 } })).newPage();
await board.setContent(`<style>body{margin:20px;display:flex;gap:12px;background:#ddd}img{box-shadow:0 1px 4px #0006}</style>${sheet}`);
await board.screenshot({ path: path.join(tour, 'print.png') });

await chromium.close();
await server.close();
