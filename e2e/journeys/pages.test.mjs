// Every page, in every state that a person meets: nothing for axe-core to find, nothing wider than the screen, nothing
// too small to be hit.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeViolations } from '../lib/axe.mjs';
import { PLAIN, Person, eraseEverything } from '../lib/person.mjs';
import { onStage } from '../lib/stage.mjs';
import { smallTargets } from '../lib/targets.mjs';

/** The treatments that have a page of their own, as the list links them. */
const learnPages = async (page) => {
  await page.goto('/learn');
  const links = await page.locator('main a[href^="/learn/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  return [...new Set(links)];
};

for (const size of ['phone', 'desktop']) {
  for (const dark of [false, true]) {
    describe(`every page, ${size}, ${dark ? 'dark' : 'light'}`, () => {
      let page;
      onStage({ size, dark }, (stage) => {
        ({ page } = stage);
      });

      const look = async (what) => {
        assert.deepEqual(await axeViolations(page), [], what);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0, `${what} is wider than the screen`);
        assert.deepEqual(await smallTargets(page), [], what);
        assert.deepEqual(page.strangers, [], what);
      };

      test('every screen of the check, and the result with its plan', async () => {
        await page.goto('/');
        const person = new Person(page, PLAIN);
        for (let screen = 0; person.path() !== '/result'; screen += 1) {
          assert.ok(screen < 60, 'the check does not end');
          await look(await person.heading());
          await person.answerScreen();
        }
        await look('the result for home care');
        for (const details of await page.locator('main details > summary').all()) {
          if (await details.isVisible()) await details.click();
        }
        await look('the result with everything opened');
        await page.goto('/');
        await look('the start page with an open episode');
      });

      for (const [level, life] of [['emergency_now', { groin_numb: 'yes' }], ['same_day', { fever: 'yes' }], ['see_doctor_soon', { leg_pain: 'yes' }]]) {
        test(`the result for ${level}`, async () => {
          await eraseEverything(page);
          await page.goto('/');
          await new Person(page, { ...PLAIN, ...life }).reachResult();
          await look(level);
        });
      }

      test('the pages to read, the settings, the emergency signs and a page that is not there', async () => {
        const pages = await learnPages(page);
        assert.ok(pages.length >= 23, `${pages.length} pages to read`);
        for (const path of ['/learn', ...pages, '/settings', '/settings/erase', '/people', '/emergency', '/no-such-page']) {
          await page.goto(path);
          await look(path);
        }
      });
    });
  }
}
