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
    try {
      await server.run();
    } catch (error) {
      await server.stop();
      throw error;
    }
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
    child.once('error', (error) => (this.failed = error));
    for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
      if (this.ended) throw new Error(`the server stopped: ${this.failed ?? this.log}`);
      const health = fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(5_000) });
      if (await health.then((answer) => answer.ok, () => false)) return;
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
    return this.failed !== undefined || this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async halt(signal = 'SIGTERM') {
    if (this.ended) return;
    this.halted = true;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill(signal);
    const hard = setTimeout(() => this.child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(hard);
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
