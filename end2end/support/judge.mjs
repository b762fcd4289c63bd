import AxeBuilder from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const validator = new HtmlValidate(JSON.parse(readFileSync(new URL('../htmlvalidate.json', import.meta.url), 'utf8')));

/** What axe finds on a page, as sentences; best practices too. */
export async function axeFinds(page) {
  // No page has frames, so no second page is needed to put several results together; what passed is not described.
  const judge = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], preload: false });
  const { violations } = await judge.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map(node => `axe ${id}: ${help} — ${node.target.join(' ')}`));
}

/** What is wrong with a page's HTML, as sentences. */
export async function htmlFinds(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) => messages.map(({ ruleId, message, line, column }) => `html ${ruleId}: ${message} (${line}:${column})`));
}

/** Remembers the page that came last, as it came; gives a way to ask for it. */
export function lastPageOf(page) {
  let last;
  page.on('response', answer => {
    const moved = answer.status() >= 300 && answer.status() < 400;
    if (answer.request().isNavigationRequest() && !moved) last = answer;
  });
  return () => last;
}

/** What a page came as; nothing when the browser has forgotten it, as it may with an answer to a form. */
export const sourceOf = answer => Promise.race([answer.text().catch(() => undefined), sleep(5_000, undefined, { ref: false })]);

/** Everything that is wrong with a page as it stands in a mode; its HTML, which is the same in many modes, only when asked for. */
export async function finds(page, mode, html) {
  return [...(await axeFinds(page)), ...(await tooWide(page)), ...(await foreignWords(page, mode.lang)), ...(html ? await htmlFinds(html) : [])];
}

/** Whether the page must be moved sideways to be read. */
export async function tooWide(page) {
  const [page_, window_] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  return page_ > window_ ? [`wider than the window: ${page_} of ${window_} px`] : [];
}

/** Chinese in the English page outside of names, and the other way round: words that were forgotten. */
export async function foreignWords(page, lang) {
  return page.evaluate(lang => {
    const texts = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const text = node.data.trim();
      const own = node.parentElement.closest('[lang]')?.lang ?? lang;
      if (text && own === lang && !node.parentElement.closest('script, style, code, .code, input, textarea')) texts.push(text);
    }
    const missing = texts.filter(text => /^[a-z_]+-[a-z-]+$/.test(text));
    const english = lang === 'zh-CN' ? texts.filter(text => /[A-Za-z]{3,} [A-Za-z]{2,}/.test(text) && !/[\u4e00-\u9fff]/.test(text)) : [];
    return [...missing.map(text => `a word is missing: ${text}`), ...english.map(text => `English in the Chinese page: ${text.slice(0, 60)}`)];
  }, lang);
}
