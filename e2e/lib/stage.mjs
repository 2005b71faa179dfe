// What a journey is played on: a browser, the program on a database of its own, and a page, all gone again at the end.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach } from 'node:test';
import { openBrowser, openPage } from './browser.mjs';
import { Server } from './server.mjs';

/** Two in the afternoon in New York: what a journey meets must not hang on the hour at which it is played. */
const AFTERNOON = '2026-02-02T19:00:00Z';

/**
 * Sets the stage for the tests of the `describe` around it, once for all of them or, with `each`, anew for every test,
 * and hands `{ browser, server, page }` to `ready`. It is always `now` there. Whatever happens, everything is closed
 * before anything is held against the page: what stayed open would keep the runner waiting for ever.
 */
export const onStage = ({ each = false, now = AFTERNOON, ...look }, ready) => {
  const stage = {};
  const open = async () => {
    stage.server = await Server.start({ now });
    stage.page = await openPage(stage.browser, stage.server, look);
    await ready(stage);
  };
  const close = async () => {
    const { page, server } = stage;
    delete stage.page;
    delete stage.server;
    try {
      await page?.context().close();
    } finally {
      await server?.stop();
    }
    if (!page) return;
    assert.deepEqual(page.strangers, [], 'a request left the machine');
    assert.deepEqual(page.faults, [], 'the page reported a fault');
  };
  before(async () => {
    stage.browser = await openBrowser();
    if (!each) await open();
  });
  if (each) {
    beforeEach(open);
    afterEach(close);
  }
  after(async () => {
    try {
      if (!each) await close();
    } finally {
      await stage.browser?.close();
    }
  });
};
