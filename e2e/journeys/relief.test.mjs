// What eases the pain, in a real browser: a dose with its countdown and the refusal of the next, a warm pack through a
// reload and a killed server, letting go step by step, and the levels of the exercises.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeViolations } from '../lib/axe.mjs';
import { checkIn } from '../lib/check-in.mjs';
import { PLAIN, Person } from '../lib/person.mjs';
import { onStage } from '../lib/stage.mjs';

const WISHING = { ...PLAIN, weight_kg: '170', taken_before: 'none' };

/** Presses a button, and waits for the page that it leads to. */
const press = async (button) => {
  const loaded = button.page().waitForEvent('load');
  await button.click();
  await loaded;
};

for (const script of [true, false]) {
  describe(`relief, ${script ? 'with' : 'without'} script`, () => {
    let server;
    let page;
    // Ten in the morning in New York: late in the evening the plan would say "tomorrow".
    let now = '2026-02-02T15:00:00Z';
    const later = async (seconds) => {
      now = new Date(Date.parse(now) + seconds * 1000).toISOString();
      await server.setTime(now);
    };
    onStage({ script, now }, async (stage) => {
      ({ server, page } = stage);
      await page.goto('/');
      await new Person(page, PLAIN).reachResult();
    });

    const clean = async () => script && assert.deepEqual(await axeViolations(page), [], page.url());
    const text = (where = 'main') => page.locator(where).first().innerText();
    const path = () => new URL(page.url()).pathname;
    const seconds = async () => {
      const [minutes, rest] = (await text('[data-timer] .timer')).split(':').map(Number);
      return minutes * 60 + rest;
    };

    test('a dose is taken, counted down to the next, and the next is refused with its reason and time', async () => {
      await page.goto('/medicines');
      await clean();
      await press(page.locator('form[action="/wants"] button'));
      const person = new Person(page, WISHING);
      for (let screen = 0; screen < 30 && path() !== '/medicines'; screen += 1) await person.answerScreen();
      await page.goto('/medicines');
      await clean();

      // A second tab is opened while it may still be taken.
      const old = await page.context().newPage();
      await old.goto('/medicines');
      await press(page.locator('#ibuprofen button[name=mg][value="200"]'));
      assert.match(await text('[role=status]'), /Logged[\s\S]*Took Ibuprofen 200 mg\.[\s\S]*Undo/);
      if (script) assert.doesNotMatch(page.url(), /done=/, 'said once');
      const card = await text('#ibuprofen');
      assert.match(card, /Not yet\. From .*\d:\d\d [ap]m/);
      assert.match(card, /At least 6 hours/);
      await clean();
      if (script) {
        assert.match(card, /[56]:\d\d:\d\d to go/);
        const before = await text('#ibuprofen [data-left]');
        await page.waitForFunction((was) => document.querySelector('#ibuprofen [data-left]').textContent !== was, before);
      } else assert.match(card, /6 h to go|6 h 1 min to go|5 h 59 min to go/);

      await press(old.locator('#ibuprofen button[name=mg][value="200"]'));
      const refusal = await old.locator('.refused').innerText();
      assert.match(refusal, /Do not take it: Ibuprofen/);
      assert.match(refusal, /From .*\d:\d\d [ap]m/);
      assert.match(refusal, /At least 6 hours/);
      assert.match(refusal, /Nothing was written/);
      if (script) assert.deepEqual(await axeViolations(old), []);
      await old.close();
      await page.goto('/medicines');
      assert.equal(await page.locator('#taken li').count(), 1);
    });

    test('what hides in a product is found by a misspelt name, and the name stays out of every address', async () => {
      await page.goto('/medicines');
      await page.fill('#product-name', 'tilenol pm');
      await press(page.locator('form[action="/medicines/find"] button'));
      assert.doesNotMatch(page.url(), /tilenol/i);
      const first = page.locator('#found details').first();
      if ((await first.getAttribute('open')) === null) await first.locator('summary').click();
      assert.match(await first.innerText(), /acetaminophen[\s\S]*diphenhydramine[\s\S]*sleepy/);
      await clean();
      await press(first.locator('button[value=now]'));
      assert.match(await text('.refused'), /Do not take it/);
      await page.goto('/medicines/name');
      await clean();
      await page.fill('#medicine-name', 'elequis');
      await press(page.locator('form[action="/medicines/name"] button'));
      assert.match(await text('#found'), /Eliquis[\s\S]*Blood thinner/);
      await clean();
    });

    test('a warm pack goes on through a reload and a killed server, and nothing starts beside it', async () => {
      await page.goto('/heat');
      await clean();
      await press(page.locator('button[name=minutes][value="20"]'));
      const first = await seconds();
      assert.ok(first > 1180 && first <= 1200, String(first));
      await clean();
      await later(5);
      await page.reload();
      assert.ok((await seconds()) <= 1195);
      await server.restart();
      await later(5);
      await page.reload();
      const last = await seconds();
      assert.ok(last <= 1190 && last > 1100, String(last));
      await page.goto('/relax');
      assert.match(await text(), /One thing at a time[\s\S]*Warm pack is on until/);
      assert.equal(await page.locator('form[action="/session/start"]').count(), 0);
      await clean();
      await page.goto('/heat');
      // A session of less than a second would count as not done.
      await later(5);
      await press(page.locator('[data-until-over] button'));
      await page.goto('/heat');
      assert.match(await text('#heat'), /Not yet\. From/);
      await clean();
    });

    test('letting go shows one step at a time over the body, and the next one when it is time', async () => {
      await page.goto('/relax');
      await clean();
      await press(page.locator('#progressive_relaxation form[action="/session/start"] button'));
      const step = () => text('.cues [aria-current]');
      assert.match(await step(), /Lie down/);
      assert.equal(await page.locator('.cues li:visible').count(), 1);
      await clean();
      // A minute later by the clock of the browser; the server has another, and the page goes by how long it has been
      // open.
      if (script) {
        await page.evaluate(() => { const real = Date.now; Date.now = () => real() + 61_000; });
        await page.waitForFunction(() => /feet/.test(document.querySelector('.cues [aria-current]')?.textContent));
        assert.equal(await page.locator('.region.on[data-part=feet]').count(), 2);
        const aloud = page.locator('[data-speak]');
        assert.equal(await aloud.getAttribute('aria-pressed'), 'false', 'nothing speaks before it is asked to');
        await page.evaluate(() => { const real = Date.now; Date.now = () => real() + 3_600_000; });
        await page.locator('form[data-when-over]').waitFor();
        await page.locator('form[data-when-over] .scale label').nth(3).click();
        await clean();
      }
      await press(page.locator('form[action="/session/abandon"] button'));
      assert.equal(path(), '/today');
    });

    test('every page of relief is there, and clean', async () => {
      for (const at of ['/positions', '/move', '/prevent', '/medicines']) {
        await page.goto(at);
        await clean();
        assert.equal(await page.locator('a[href="/emergency"]').count() > 0, true);
      }
    });
  });
}

describe('the exercises', () => {
  let server;
  let page;
  let now = '2026-02-02T14:00:00Z';

  const later = async (days) => {
    now = new Date(Date.parse(now) + days * 86_400_000).toISOString();
    await server.setTime(now);
  };

  onStage({ now }, async (stage) => {
    ({ server, page } = stage);
    await page.goto('/');
    await new Person(page, { ...PLAIN, pain_now: '0' }).reachResult();
  });

  const feel = async (pain) => {
    await page.goto('/progress');
    await page.locator(`form[action="/pain"] input[name=pain][value="${pain}"]`).check({ force: true });
    await press(page.locator('form[action="/pain"] button'));
  };
  const exercise = async (effort, pain) => {
    await page.goto('/prevent');
    await page.locator('summary', { hasText: 'without the timer' }).click();
    const form = page.locator('form[action="/prevent/done"]');
    await form.locator(`input[name=effort][value="${effort}"]`).check({ force: true });
    await form.locator(`input[name=pain_during][value="${pain}"]`).check({ force: true });
    await press(form.locator('button'));
  };
  const text = () => page.locator('main').innerText();

  test('go up a level when it goes well, and back when it hurts', async () => {
    for (let day = 0; day < 9; day += 1) {
      await later(1);
      await feel(0);
    }
    // A plan that nobody looked at for so long comes back with a check-in.
    await page.goto('/prevent');
    assert.equal(await page.locator('form[action="/session/start"]').count(), 0);
    await checkIn(page, 0);
    // One session led by the timer, the others without.
    await page.goto('/prevent');
    assert.deepEqual(await axeViolations(page), []);
    await press(page.locator('form[action="/session/start"] button'));
    assert.equal(new URL(page.url()).pathname, '/prevent');
    assert.match(await page.locator('.cues [aria-current]').innerText(), /\w/);
    assert.deepEqual(await axeViolations(page), []);
    await press(page.locator('form[action="/session/abandon"] button'));
    for (let session = 0; session < 10; session += 1) {
      await exercise(5, 1);
      for (let day = 0; day < 3; day += 1) {
        await later(1);
        await feel(0);
      }
    }
    await page.goto('/prevent');
    assert.deepEqual(await axeViolations(page), []);
    await press(page.locator('button', { hasText: 'Move up to level 2' }));
    assert.match(await text(), /The moves of level 2/);
    await exercise(8, 6);
    assert.match(await text(), /One step back[\s\S]*The moves of level 1/);
    assert.deepEqual(await axeViolations(page), []);
  });
});
