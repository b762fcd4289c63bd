import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../style/tokens.css', import.meta.url), 'utf8');

/** The body of the first rule whose selector is exactly this line. */
function rule(selector) {
  const start = css.indexOf(`${selector} {`);
  assert.notEqual(start, -1, `tokens.css has no rule for ${selector}`);
  return css.slice(start, css.indexOf('\n}', start));
}

function tokens(body) {
  const found = {};
  for (const [, name, value] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) {
    const pair = value.match(/^light-dark\((#\w{6}), (#\w{6})\)$/);
    if (pair) found[name] = { light: pair[1], dark: pair[2] };
    else if (/^#\w{6}$/.test(value)) found[name] = { light: value, dark: value };
  }
  return found;
}

const plain = tokens(rule(':root'));
const elder = { ...plain, ...tokens(rule('html[data-elder]')) };
const more = { ...plain, ...tokens(rule('  :root').replaceAll('\n  ', '\n')) };

function luminance(hex) {
  const [r, g, b] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['paper', 'card', 'sunk'];
const tinted = ['wanda', 'xianjing', 'haishang', 'gold', 'ok', 'warn', 'stop', 'red'];

const text = [
  ...surfaces.flatMap(surface => ['ink', 'muted', 'red'].map(ink => [ink, surface])),
  ...tinted.flatMap(ink => [`${ink}-tint`, 'card', 'paper'].map(surface => [ink, surface])),
  ...tinted.map(ink => ['ink', `${ink}-tint`]),
  ['muted', 'red-tint'],
  ['muted', 'stop-tint'],
  ['paper', 'ink'],
  ['on-fill', 'fill'],
  ['on-fill', 'fill-down'],
  ['on-till', 'till-ok'],
  ['on-till', 'till-warn'],
  ['on-till', 'till-stop'],
];
const shapes = [
  ...surfaces.flatMap(surface => ['edge', 'focus'].map(ink => [ink, surface])),
  ...['ok', 'warn', 'red', 'fill'].map(ink => [ink, 'card']),
];

for (const [mode, palette] of Object.entries({ plain, elder, 'more contrast': more })) {
  for (const theme of ['light', 'dark']) {
    test(`${mode}, ${theme}: every text reaches 4.5 to 1 and every shape 3 to 1`, () => {
      const poor = [];
      for (const [pairs, least] of [[text, 4.5], [shapes, 3]]) {
        for (const [ink, surface] of pairs) {
          const ratio = contrast(palette[ink][theme], palette[surface][theme]);
          if (ratio < least) poor.push(`${ink} on ${surface}: ${ratio.toFixed(2)}`);
        }
      }
      assert.deepEqual(poor, []);
    });
  }
}

test('a pair that is too pale is caught', () => {
  assert.ok(contrast('#9a9a9a', '#ffffff') < 4.5);
  assert.ok(Math.abs(contrast('#000000', '#ffffff') - 21) < 1e-9);
});

test('elder mode and the wish for more contrast never lower a contrast', () => {
  for (const theme of ['light', 'dark']) {
    for (const ink of ['ink', 'muted']) {
      const before = contrast(plain[ink][theme], plain.paper[theme]);
      assert.ok(contrast(elder[ink][theme], elder.paper[theme]) >= before);
      assert.ok(contrast(more[ink][theme], more.paper[theme]) >= before);
    }
  }
});
