import { binary } from './portal.mjs';
import { spawnSync } from 'node:child_process';

/** Every page of the registry, as its path with blanks: `/offers/{id}`. */
export function pageRoutes() {
  const done = spawnSync(binary(), ['routes'], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`routes: ${done.stderr}`);
  const lines = done.stdout.split('\n').map(line => line.trim().split(/\s+/));
  return [...new Set(lines.filter(([method]) => method === 'GET').map(([, path]) => path))].filter(path => !/^\/(api|health|pkg)\/|\.\w+$/.test(path));
}

function matcher(route) {
  return new RegExp(`^${route.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);
}

/**
 * Walks the portal along its links as one person and gives, for each route that was met, the first address of it. `request` is a Playwright
 * request context that carries the person's cookies; `known` are routes whose links are known already.
 */
export async function walk(request, url, routes, known = new Set(), most = 400) {
  const shapes = routes.map(route => [route, matcher(route)]).sort(([a], [b]) => (a.match(/\{/g) ?? []).length - (b.match(/\{/g) ?? []).length);
  const shapeOf = path => shapes.find(([, shape]) => shape.test(path))?.[0];
  const met = new Map();
  const seen = new Set();
  const open = ['/', ...routes.filter(route => !route.includes('{'))];
  for (let count = 0; open.length > 0 && count < most; count += 1) {
    const path = open.shift();
    const route = shapeOf(path);
    if (!route || met.has(route) || known.has(route)) continue;
    const answer = await request.get(url + path, { maxRedirects: 0 });
    if (answer.status() !== 200 || !answer.headers()['content-type']?.includes('text/html')) continue;
    met.set(route, path);
    for (const [, href] of (await answer.text()).matchAll(/href="([^"#]+)/g)) {
      const next = new URL(href.replaceAll('&amp;', '&'), url + path);
      if (next.origin !== url || seen.has(next.pathname)) continue;
      seen.add(next.pathname);
      open.push(next.pathname);
    }
  }
  return met;
}
