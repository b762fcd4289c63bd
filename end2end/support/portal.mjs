import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ground, prepared } from './prepared.mjs';

/** The server that is tried; `make test` and `make look` name it. */
export function binary() {
  const path = process.env.SHANGMENG_BIN;
  if (!path) throw new Error('SHANGMENG_BIN must name the server binary; run `make test` or `make look`.');
  return path;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** A portal of its own: a fresh demo town in a temporary folder, served on a free port, at any moment. */
export class Portal {
  #child;
  #log = '';
  #started;
  #from;

  constructor(name = '', folder = mkdtempSync(join(ground, `shangmeng-${name}-`))) {
    this.folder = folder;
    this.filled = false;
    this.known = undefined;
    /** Who is signed in, by role: a second factor's code counts only once. */
    this.sessions = new Map();
  }

  /** Serves the town from this moment on (`2026-11-27T09:00+08:00`); its data stays from the last time. */
  async start(at) {
    this.port ??= await freePort();
    this.url = `http://127.0.0.1:${this.port}`;
    if (!this.filled) this.known = await prepared(`town-${Date.parse(at)}`, this.folder, folder => new Portal('', folder).#fill(at));
    this.filled = true;
    this.#from = Date.parse(at);
    this.#started = Date.now();
    this.#child = spawn(binary(), ['serve', '--demo', '--at', at], { env: this.#env(), stdio: ['ignore', 'pipe', 'pipe'] });
    process.once('exit', () => this.#child.kill('SIGKILL'));
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream.on('data', chunk => (this.#log = (this.#log + chunk).slice(-20000)));
    await this.#ready();
    return this;
  }

  /** Fills the folder with a fresh demo town; gives its accounts. */
  #fill(at) {
    this.command('demo', '--at', at);
    return this.accounts;
  }

  async #ready() {
    for (let tries = 0; tries < 3000; tries += 1) {
      if (this.#child.exitCode !== null) break;
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      if (answer?.ok) return;
      await sleep(20);
    }
    throw new Error(`the portal did not start:\n${this.#log}`);
  }

  /** The demo town's accounts. */
  get accounts() {
    this.known ??= JSON.parse(this.command('demo', 'accounts', '--json'));
    return this.known;
  }

  /** What one of the binary's commands prints about this town. */
  command(...args) {
    const done = spawnSync(binary(), args, { env: this.#env(), encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
    return done.stdout;
  }

  #env() {
    return {
      ...process.env,
      DATABASE_URL: `sqlite://${join(this.folder, 'town.db')}?mode=rwc`,
      SHANGMENG_SECRET_FILE: join(this.folder, 'secret.key'),
      SHANGMENG_ADDR: `127.0.0.1:${this.port ?? 0}`,
      SHANGMENG_PUBLIC_URL: this.url ?? 'http://127.0.0.1',
    };
  }

  /** The town's time, in milliseconds. */
  now() {
    return this.#from + (Date.now() - this.#started);
  }

  /** Goes on with the same town at a later moment. */
  async goTo(at) {
    await this.stop();
    this.sessions.clear();
    await this.start(at);
  }

  /** Ends the server; the town stays. */
  async stop() {
    if (!this.#child || this.#child.exitCode !== null) return;
    const gone = new Promise(resolve => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 8000);
    await gone;
    clearTimeout(late);
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
