// `make look`: every page, as everybody who sees it, in every theme, language, size of print and two widths. Pictures go to shots/, and what axe,
// html-validate and the browser's console say is printed at the end; nothing is what it should be. MODE and PAGE narrow it.
import { chromium } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { complaintsOf, launch } from './support/browser.mjs';
import { finds, lastPageOf, sourceOf } from './support/judge.mjs';
import { cookies, every, nameOf, options } from './support/modes.mjs';
import { Portal } from './support/portal.mjs';
import { roundsOf } from './support/rounds.mjs';
import { shown } from './support/shown.mjs';

const shots = new URL('./shots/', import.meta.url).pathname;
const at = process.env.AT ?? '2026-11-27T10:30+08:00';
const modes = every.filter(mode => mode.js && (!process.env.MODE || nameOf(mode).match(process.env.MODE)));
const only = process.env.PAGE && new RegExp(process.env.PAGE);

rmSync(shots, { recursive: true, force: true });
const portal = await new Portal().start(at);
const browser = await chromium.launch(launch);
const findings = new Map();
const note = (where, what) => findings.set(what, [...(findings.get(what) ?? []), where]);

const { rounds, unmet, count, sessions, left } = await roundsOf(browser, portal);
let pictures = 0;

/** Some pages of one person in one mode; each with a name and the way to it. */
async function lookAt(role, pages, mode) {
  const context = await browser.newContext({ ...options(mode), baseURL: portal.url, storageState: sessions[role] });
  await context.addCookies(cookies(mode, portal.url));
  const complaints = complaintsOf(context);
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const last = lastPageOf(page);
  const folder = `${shots}${nameOf(mode)}/`;
  mkdirSync(folder, { recursive: true });
  for (const [name, open] of pages.filter(([name]) => !only || only.test(name))) {
    const where = `${role} ${name} [${nameOf(mode)}]`;
    try {
      await open(page);
      await page.waitForLoadState();
      await page.screenshot({ path: `${folder}${`${role} ${name}`.replaceAll(/[\s/:]/g, '_')}.png`, fullPage: true });
      pictures += 1;
      if (last().status() >= 500) note(where, `status ${last().status()}`);
      const html = mode.theme === 'light' && mode.width === 360 && !mode.elder ? await sourceOf(last()) : undefined;
      for (const what of [...(await finds(page, mode, html)), ...complaints.splice(0)]) note(where, what);
    } catch (error) {
      note(where, `not to be opened: ${error.message.split('\n')[0]}`);
    }
  }
  await context.close();
}

/** What is to be looked at; what only an act shows comes first, while everybody has just signed in, and one mode after the other. */
const acts = modes.flatMap(mode => shown.map(([name, role, open]) => [role, [[name, page => open(page, left)]], mode]));
const linked = rounds.flatMap(({ role, pages }) => modes.map(mode => [role, pages.map(([route, path]) => [route, page => page.goto(path)]), mode]));
for (const job of acts) await lookAt(...job);
const jobs = [...linked];
const worker = async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) await lookAt(...job);
};
await Promise.all([worker(), worker()]);
await browser.close();
await portal.close();

const lines = [...findings].map(([what, where]) => `✗ ${what}\n    ${where.length} × e.g. ${where.slice(0, 2).join(' · ')}`);
if (unmet.length > 0) lines.push(`· not met along any link, but shown by an act: ${unmet.join(' ')}`);
if (lines.length > 0) console.log(lines.join('\n'));
mkdirSync(shots, { recursive: true });
writeFileSync(`${shots}findings.txt`, `${lines.join('\n')}\n`);
console.log(`${count - unmet.length} of ${count} pages along links, ${shown.length} shown by acts, ${pictures} pictures in end2end/shots, ${findings.size} findings`);
process.exitCode = findings.size > 0 ? 1 : 0;
