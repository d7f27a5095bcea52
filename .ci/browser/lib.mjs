// What every browser test needs: the built sample site, a server for it on
// loopback, and a browser that can reach nothing else.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const folders = [];
process.on('exit', () => folders.forEach(dir => fs.rmSync(dir, { recursive: true, force: true })));

/** A scratch folder that is gone when the tests end. */
export function scratch(name = 'site') {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), `handbill-${name}-`));
  folders.push(dir);
  return dir;
}

let program;
/** The program, built once a test process unless HANDBILL names one. */
export function handbill(...args) {
  if (!program) {
    program = process.env.HANDBILL || path.join(scratch('bin'), 'handbill');
    if (!process.env.HANDBILL) execFileSync('go', ['build', '-o', program, './cmd/handbill'], { cwd: repository, env: { ...process.env, CGO_ENABLED: '0' } });
  }
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

let sample;
/** The repository's own site, built once a test process. */
export function sampleSite() {
  if (!sample) {
    sample = path.join(scratch(), 'public');
    handbill('build', '--quiet', '--root', repository, '--out', sample);
  }
  return sample;
}

/** The sample's two briefing papers as one Markdown text: more than one round trip
    holds, with dozens of notes. No guide of the sample is that long. */
export function longPaper(language) {
  const [law, evidence] = ['briefing', 'evidence'].map(part => fs.readFileSync(path.join(repository, `guides/migrant-sex-workers-${part}/${language}.md`), 'utf8'));
  const parts = text => text.split(/^(?=## )/m);
  // The first paper without its limits, the second without its summary and its words.
  const text = [...parts(law).slice(0, -1), ...parts(evidence).slice(3)].join('');
  const notes = law.match(/^\[\^[^\]]+\]:.*\n/gm).filter(note => !text.includes('\n' + note));
  return text + notes.join('');
}

let long;
/** The sample site with that paper in the place of the first, built once a test process. */
export function longSite() {
  if (!long) {
    const root = scratch('root');
    for (const name of ['guides', 'i18n', 'site.toml']) fs.cpSync(path.join(repository, name), path.join(root, name), { recursive: true });
    for (const language of ['en', 'es', 'fr']) fs.writeFileSync(path.join(root, `guides/migrant-sex-workers-briefing/${language}.md`), longPaper(language));
    for (const language of ['es', 'fr']) {
      // What the second paper's records say is true of the same text here.
      const [record, other] = ['briefing', 'evidence'].map(part => path.join(root, `i18n/track/migrant-sex-workers-${part}/${language}.toml`));
      const rows = fs.readFileSync(other, 'utf8').match(/^ +\[".*\n/gm), own = fs.readFileSync(record, 'utf8');
      fs.writeFileSync(record, own.replace(/^\]$/m, rows.filter(row => !own.includes(row)).join('') + ']'));
    }
    long = path.join(root, 'public');
    handbill('build', '--quiet', '--root', root, '--out', long);
  }
  return long;
}

/** A site of a few files ({'site.toml': '…', 'guides/a/en.md': '…'}), built. */
export function buildSite(files, ...flags) {
  const root = scratch('root');
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  const out = path.join(root, 'public');
  handbill('build', '--quiet', '--root', root, '--out', out, ...flags);
  return out;
}

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg', '.webp': 'image/webp', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8', '.webmanifest': 'application/manifest+json', '.zip': 'application/zip', '.epub': 'application/epub+zip', '.pdf': 'application/pdf' };

/** Serves a folder below base ("/", "/sub/folder/"); requests are listed. */
export async function serve(dir, base = '/', change = undefined) {
  const requests = [];
  const server = http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://x').pathname);
    requests.push(name);
    if (change?.(request, response, name)) return;
    let file = name.startsWith(base) ? path.join(dir, name.slice(base.length)) : '';
    if (file.endsWith('/') || file === dir) file = path.join(file, 'index.html');
    if (!file || !fs.existsSync(file) || fs.statSync(file).isDirectory()) return void response.writeHead(404).end('not found');
    response.writeHead(200, { 'content-type': types[path.extname(file)] || 'application/octet-stream', 'cache-control': 'no-store' });
    response.end(fs.readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: origin + base, requests, close: () => new Promise(done => { server.closeAllConnections(); server.close(done); }) };
}

/** A headless Chromium that cannot leave this machine. */
export async function browser() {
  const executablePath = process.env.CHROMIUM || ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(p => fs.existsSync(p));
  if (!executablePath) throw new Error('no Chromium found: run make test, which installs it, or set CHROMIUM');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'] });
}

export const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
export const desktop = { viewport: { width: 1280, height: 900 } };

/** Every .html file below a folder, as paths with slashes. */
export function pagesOf(dir) {
  return fs.readdirSync(dir, { recursive: true }).map(String).filter(f => f.endsWith('.html')).map(f => f.split(path.sep).join('/')).sort();
}
