// `make look`: every page, as everybody who sees it, in every theme, language, size of print and two widths. Pictures go to shots/, and what axe,
// html-validate and the browser's console say is printed at the end; nothing is what it should be.
import { chromium } from '@playwright/test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { complaintsOf, launch } from './support/browser.mjs';
import { axeFinds, foreignWords, htmlFinds, tooWide } from './support/judge.mjs';
import { cookies, every, nameOf, options } from './support/modes.mjs';
import { Portal } from './support/portal.mjs';
import { roundsOf } from './support/rounds.mjs';

const shots = new URL('./shots/', import.meta.url).pathname;
const at = process.env.AT ?? '2026-11-27T10:00+08:00';
const modes = every.filter(mode => mode.js && (!process.env.MODE || nameOf(mode).match(process.env.MODE)));
const only = process.env.PAGE && new RegExp(process.env.PAGE);

rmSync(shots, { recursive: true, force: true });
const portal = await new Portal().start(at);
const browser = await chromium.launch(launch);
const findings = new Map();
const note = (where, what) => findings.set(what, [...(findings.get(what) ?? []), where]);

const { rounds, unmet, count } = await roundsOf(browser, portal);
let pictures = 0;

/** All pages of one round in one mode. */
async function lookAt({ role, storageState, pages }, mode) {
  const context = await browser.newContext({ ...options(mode), baseURL: portal.url, storageState });
  await context.addCookies(cookies(mode, portal.url));
  const complaints = complaintsOf(context);
  const page = await context.newPage();
  const folder = `${shots}${nameOf(mode)}/`;
  mkdirSync(folder, { recursive: true });
  for (const [route, path] of pages.filter(([route]) => !only || only.test(route))) {
    const where = `${role} ${route} [${nameOf(mode)}]`;
    const answer = await page.goto(path);
    await page.screenshot({ path: `${folder}${role}${route.replaceAll('/', '_')}.png`, fullPage: true });
    pictures += 1;
    if (answer.status() >= 500) note(where, `status ${answer.status()}`);
    const found = [...(await axeFinds(page)), ...(await tooWide(page)), ...(await foreignWords(page, mode.lang))];
    if (mode.theme === 'light' && mode.width === 360 && !mode.elder) found.push(...(await htmlFinds(await answer.text())));
    for (const what of found) note(where, what);
    for (const what of complaints.splice(0)) note(where, what);
  }
  await context.close();
}

const jobs = rounds.flatMap(round => modes.map(mode => [round, mode]));
const worker = async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) await lookAt(...job);
};
await Promise.all([worker(), worker()]);
await browser.close();
await portal.close();

const lines = [...findings].map(([what, where]) => `✗ ${what}\n    ${where.length} × e.g. ${where.slice(0, 2).join(' · ')}`);
if (unmet.length > 0) lines.push(`· not met along any link: ${unmet.join(' ')}`);
if (lines.length > 0) console.log(lines.join('\n'));
mkdirSync(shots, { recursive: true });
writeFileSync(`${shots}findings.txt`, `${lines.join('\n')}\n`);
console.log(`${count - unmet.length} of ${count} pages, ${pictures} pictures in end2end/shots, ${findings.size} findings`);
process.exitCode = findings.size > 0 ? 1 : 0;
