// Two weeks of check-ins in a browser, with a clock that the test moves, and the chart that they come to.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeViolations } from '../lib/axe.mjs';
import { checkIn } from '../lib/check-in.mjs';
import { PLAIN, Person } from '../lib/person.mjs';
import { onStage } from '../lib/stage.mjs';

/** Two in the afternoon in New York, so many days after the pain began. */
const day = (days) => new Date(Date.UTC(2026, 1, 2 + days, 19)).toISOString();

/** The worst pain of each day. */
const PAINS = [6, 6, 5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 1, 1];

for (const script of [true, false]) {
  describe(`the days of a spasm, ${script ? 'with' : 'without'} the script`, () => {
    let server;
    let page;
    onStage({ script, now: day(0) }, (stage) => {
      ({ server, page } = stage);
    });

    const fine = async (what) => {
      if (script) assert.deepEqual(await axeViolations(page), [], what);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(overflow, 0, `${what} is wider than the screen`);
      assert.deepEqual([page.strangers, page.faults], [[], []], what);
    };

    test('a check, and on the card of today when to look again', async () => {
      await page.goto('/');
      await new Person(page, { ...PLAIN, duration_days: '0', pain_now: String(PAINS[0]), course: 'same' }).reachResult();
      await page.goto('/');
      assert.match(await page.locator('.day').innerText(), /Next check-in\s+tomorrow, 2:00 pm/);
      await fine('the start page');
      await page.goto('/today');
      await fine('the plan for today');
    });

    test('a check-in with a group left open comes back with everything, at that group', async () => {
      await server.setTime(day(1));
      await page.goto('/check-in');
      await fine('the check-in');
      await page.locator('input[name=pain_now][value="4"]').click();
      await page.locator('#body summary').click();
      await page.locator('input[name=fever][value=not_sure]').click();
      await page.locator('main form button[name=_continue]').click();
      await page.locator('.errors').waitFor();
      await fine('the check-in with what is missing');
      assert.ok(await page.locator('input[name=pain_now][value="4"]').isChecked());
      assert.ok(await page.locator('input[name=fever][value=not_sure]').isVisible());
      await page.locator('.errors a[href="#nerves"]').click();
      if (script) assert.ok(await page.locator('#nerves').evaluate((group) => group.contains(document.activeElement)));
      // Loading it again sends nothing, and with the script nothing that was ticked is lost.
      if (script) {
        await page.reload();
        assert.ok(await page.locator('input[name=pain_now][value="4"]').isChecked());
      }
    });

    test('14 days of check-ins, each in a few taps, and the chart of them', async () => {
      for (let days = 1; days <= 14; days += 1) {
        await server.setTime(day(days));
        const taps = await checkIn(page, PAINS[days]);
        assert.ok(taps <= 12, `${taps} taps on day ${days}`);
        assert.equal(new URL(page.url()).pathname, '/today', `day ${days}`);
        assert.match(await page.locator('main').innerText(), /Your check-in is saved/);
      }
      await fine('the plan after two weeks');
      await page.goto('/progress');
      await fine('the chart');
      const chart = page.locator('.chart');
      assert.equal(await chart.locator('.own circle').count(), PAINS.length);
      const table = page.locator('details', { has: page.locator('summary', { hasText: 'The same as a table' }) });
      const rows = await table.locator('tbody tr').allTextContents();
      assert.equal(rows.length, PAINS.length);
      PAINS.forEach((pain, days) => assert.match(rows[days], new RegExp(`${pain}`), `day ${days}: ${rows[days]}`));
    });

    test('a new sign at a check-in is told at once and takes the plan away, and a slip gives it back', async () => {
      await checkIn(page, 1, { signs: [['nerves', 'groin_numb']] });
      assert.equal(new URL(page.url()).pathname, '/result');
      await page.locator('.band.emergency_now').waitFor();
      await page.goto('/today');
      assert.equal(new URL(page.url()).pathname, '/result');
      await page.getByRole('link', { name: 'I ticked that by mistake' }).click();
      await fine('the question whether it was a mistake');
      await page.locator('input[name=groin_numb][value=pressed_the_wrong_box]').click();
      await page.locator('form[action="/mistake"] button').click();
      assert.equal(await page.locator('.band.emergency_now').count(), 0);
      await page.goto('/today');
      assert.equal(new URL(page.url()).pathname, '/today');
    });

    test('the end of the spasm, and the way to keep the next one away', async () => {
      await page.goto('/today');
      await page.getByRole('link', { name: 'My back is fine again' }).click();
      await fine('the question whether it is over');
      await page.locator('form[action="/fine"] button').click();
      assert.match(await page.locator('h1').innerText(), /Good to hear/);
      await fine('the end of the spasm');
      await page.locator('main a[href="/prevent"]').click();
      assert.equal(new URL(page.url()).pathname, '/prevent');
    });
  });
}
