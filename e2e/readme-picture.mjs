// The picture in the README: `EASEBACK_BINARY=… npm --prefix e2e run readme-picture` writes docs/screenshot.png.

import { fileURLToPath } from 'node:url';
import { SIZES, openBrowser, openPage } from './lib/browser.mjs';
import { PLAIN, Person } from './lib/person.mjs';
import { Server } from './lib/server.mjs';

const target = fileURLToPath(new URL('../docs/screenshot.png', import.meta.url));
const gap = 14;
const browser = await openBrowser();
const server = await Server.start();
const page = await openPage(browser, server);
const shots = [];
const shoot = async () => shots.push((await page.screenshot()).toString('base64'));

await page.goto('/');
await shoot();
await new Person(page, PLAIN).reachResult();
await shoot();
await page.locator('.now').evaluate((card) => scrollTo(0, card.offsetTop - 80));
await shoot();

const { width, height } = SIZES.phone;
// A page of its own: the policy of ours allows no such picture.
const sheet = await browser.newPage({ viewport: { width: shots.length * (width + gap) - gap, height } });
await sheet.setContent(
  `<body style="margin:0;display:flex;gap:${gap}px;background:#827668">${shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join('')}`,
);
await sheet.screenshot({ path: target });
await browser.close();
await server.stop();
