// Starts the program on an empty database of its own, and stops it again.

import { spawn } from 'node:child_process';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const binary = process.env.EASEBACK_BINARY;
if (!binary) throw new Error('EASEBACK_BINARY names the program to test; ./test sets it');

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Programs under way: none of them outlives the tests, however those end. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
process.on('SIGTERM', () => process.exit(143));

export class Server {
  /** With `now`, an instant such as `2026-02-02T15:00:00Z`, the time stands still until `setTime`. */
  static async start({ now } = {}) {
    const server = new Server();
    server.folder = await mkdtemp(join(tmpdir(), 'easeback-e2e-'));
    if (now) await server.setTime(now);
    server.data = join(server.folder, 'easeback.sqlite');
    server.port = await freePort();
    server.url = `http://127.0.0.1:${server.port}`;
    await server.run();
    return server;
  }

  async run() {
    this.log = '';
    this.child = spawn(binary, ['serve', '--no-open', '--port', String(this.port), '--data', this.data], {
      env: this.environment,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) stream.on('data', (part) => (this.log += part));
    const { child } = this;
    running.add(child);
    child.once('exit', () => running.delete(child));
    for (let tries = 0; tries < 300; tries += 1) {
      if (this.ended) throw new Error(`the server stopped: ${this.log}`);
      const health = fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
      if (await health.then((answer) => answer.ok, () => false)) return;
      await pause(50);
    }
    throw new Error(`the server does not answer: ${this.log}`);
  }

  /** What a program of ours needs to know to be at the same place and time. */
  get environment() {
    return { ...process.env, TZ: 'America/New_York', ...(this.clock && { EASEBACK_CLOCK_FILE: this.clock }) };
  }

  /** From now on it is this instant. */
  async setTime(instant) {
    this.clock = join(this.folder, 'clock');
    await writeFile(`${this.clock}.new`, instant);
    await rename(`${this.clock}.new`, this.clock);
  }

  get ended() {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async halt(signal = 'SIGTERM') {
    if (this.ended) return;
    this.halted = true;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    await ended;
  }

  /** Ends the program at once, as a power cut would, and starts it again on the same data. */
  async restart() {
    await this.halt('SIGKILL');
    await this.run();
  }

  async stop() {
    await this.halt();
    await rm(this.folder, { recursive: true, force: true });
  }
}
