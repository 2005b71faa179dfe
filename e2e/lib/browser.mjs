// Debian's chromium in the sizes that people use, watched for requests that leave the machine.

import { chromium } from 'playwright-core';
import { existsSync } from 'node:fs';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);

export const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

export const openBrowser = () =>
  chromium.launch({
    executablePath,
    args: [
      ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** What the console says of a request that the browser had under way when the test ended the program, an icon for instance. */
const CUT_OFF = /net::ERR_(CONNECTION_(RESET|REFUSED|CLOSED)|EMPTY_RESPONSE)/;

/**
 * A page of its own, with its own cookies; `page.strangers` lists every request to another host, `page.faults` every
 * error that the page reported.
 */
export const openPage = async (browser, server, { size = 'phone', script = true, dark = false } = {}) => {
  const context = await browser.newContext({
    viewport: SIZES[size],
    javaScriptEnabled: script,
    colorScheme: dark ? 'dark' : 'light',
    baseURL: server.url,
    acceptDownloads: true,
    hasTouch: size === 'phone',
  });
  const page = await context.newPage();
  page.strangers = [];
  page.faults = [];
  context.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:')) page.strangers.push(request.url());
  });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('console', (message) => {
    if (message.type() !== 'error' || /status of (404|409|422|403)/.test(message.text())) return;
    if (server.halted && CUT_OFF.test(message.text())) return;
    page.faults.push(message.text());
  });
  return page;
};
