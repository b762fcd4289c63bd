import { calm } from './browser.mjs';

/** The ways a page can be looked at. */
export const factors = { theme: ['light', 'dark'], lang: ['zh-CN', 'en'], elder: [false, true], js: [true, false], width: [360, 1280] };

const names = Object.keys(factors);
const all = names.reduce((rows, name) => rows.flatMap(row => factors[name].map(value => ({ ...row, [name]: value }))), [{}]);

const pairs = row => names.flatMap((one, i) => names.slice(i + 1).map(other => `${one}=${row[one]},${other}=${row[other]}`));

/** Every mode. */
export const every = all;

/** Few modes in which every two values of different factors meet. */
export const pairwise = (() => {
  const open = new Set(all.flatMap(pairs));
  const chosen = [];
  while (open.size > 0) {
    const gain = row => pairs(row).filter(pair => open.has(pair)).length;
    const best = all.reduce((one, other) => (gain(other) > gain(one) ? other : one));
    chosen.push(best);
    for (const pair of pairs(best)) open.delete(pair);
  }
  return chosen;
})();

/** The mode in which every factor has its other value. */
export function oppositeOf(mode) {
  return Object.fromEntries(names.map(name => [name, factors[name].find(value => value !== mode[name])]));
}

/** How the browser is set for a mode. */
export function options({ theme, lang, js, width }) {
  return { ...calm, viewport: { width, height: width < 600 ? 780 : 900 }, javaScriptEnabled: js, locale: lang, colorScheme: theme };
}

/** The portal's own cookies for a mode. */
export function cookies({ theme, lang, elder }, url) {
  return Object.entries({ theme, lang, elder: elder ? '1' : '0' }).map(([name, value]) => ({ name, value, url }));
}

/** A mode's name, as in a picture's file name. */
export function nameOf({ theme, lang, elder, js, width }) {
  return [width, theme, lang, elder ? 'elder' : 'plain', js ? 'js' : 'nojs'].join('-');
}
