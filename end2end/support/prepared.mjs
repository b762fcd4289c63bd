import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where towns live: in memory where the machine has such a folder. */
export const ground = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Playwright's global setup: a place for what is prepared once in a run; taken away at its end. */
export default function place() {
  process.env.SHANGMENG_PREPARED = mkdtempSync(join(ground, 'shangmeng-prepared-'));
  return () => rmSync(process.env.SHANGMENG_PREPARED, { recursive: true, force: true });
}

/** Whoever makes the folder does the work; the others wait for it. */
function isFirst(folder) {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/**
 * Fills a folder like one that was filled before: a demo town takes seconds to fill and nothing to copy. `make` fills the first one of this name
 * and gives what is worth knowing of it, which everybody gets.
 */
export async function prepared(name, folder, make) {
  const place = process.env.SHANGMENG_PREPARED;
  if (!place) return make(folder);
  const first = join(place, name);
  const known = `${first}.json`;
  while (!existsSync(known)) {
    if (!isFirst(first)) {
      await sleep(100);
      continue;
    }
    try {
      writeFileSync(`${known}.new`, JSON.stringify(await make(first)));
      renameSync(`${known}.new`, known);
    } catch (error) {
      rmSync(first, { recursive: true, force: true });
      throw error;
    }
  }
  cpSync(first, folder, { recursive: true });
  return JSON.parse(readFileSync(known, 'utf8'));
}
