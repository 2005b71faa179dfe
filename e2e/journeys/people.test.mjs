// Two people of one household in one browser: each has a log of their own, and two open tabs never mix them.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { axeViolations } from '../lib/axe.mjs';
import { PLAIN, Person } from '../lib/person.mjs';
import { onStage } from '../lib/stage.mjs';

for (const script of [true, false]) {
  describe(`a household, ${script ? 'with' : 'without'} script`, () => {
    let page;
    onStage({ script }, (stage) => {
      ({ page } = stage);
    });

    const whose = (tab) => tab.locator('.whose strong').innerText();

    test('a second person gets a log of their own, two tabs stay apart, and one is erased without the other', async () => {
      // The first person has done the check, and gives the log a name.
      await page.goto('/');
      await new Person(page, PLAIN).reachResult();
      await page.goto('/people');
      await page.fill('#mine', 'Ben');
      await page.locator('form[action="/people/name"] button').click();
      assert.equal(await page.locator('.whose').count(), 0, 'alone, it goes without saying');

      await page.fill('#new', 'Maria');
      await page.locator('form[action="/people"] button').click();
      assert.equal(await whose(page), 'Maria');
      assert.equal(await page.locator('h1').first().innerText(), 'Is it an emergency?');
      const [cookie] = await page.context().cookies();
      assert.deepEqual([cookie.httpOnly, cookie.sameSite, /^[0-9a-f]{32}$/.test(cookie.value)], [true, 'Strict', true]);

      // A second tab opens Ben's log; the first tab is still at Maria's first question.
      const ben = await page.context().newPage();
      await ben.goto('/people');
      if (script) assert.deepEqual(await axeViolations(ben), []);
      await ben.locator('form[action="/people/choose"] button').click();
      assert.equal(await whose(ben), 'Ben');
      await page.locator('button[name=_none]').click();
      assert.equal(await whose(page), 'Maria', 'her answer went to her log, and her tab goes on with it');
      await page.goto('/settings');
      const exported = page.waitForEvent('download');
      await page.locator('form[action="/export.json"] button').click();
      const text = await (await exported).createReadStream().then(async (stream) => {
        let all = '';
        for await (const part of stream) all += part;
        return all;
      });
      const log = JSON.parse(text);
      assert.equal(log.person, cookie.value);
      assert.deepEqual(log.events.map((event) => event.event.kind), ['setting_changed', 'episode_started', 'answers_given']);

      // Maria's log is erased; whoever looks next chooses, and Ben's log is whole.
      await page.goto('/settings/erase');
      assert.equal(await whose(page), 'Maria');
      await page.locator('form[action="/erase"] button').click();
      await page.goto('/result');
      assert.equal(new URL(page.url()).pathname, '/people');
      await page.locator('form[action="/people/choose"] button').click();
      await page.goto('/result');
      assert.equal(new URL(page.url()).pathname, '/result');
    });
  });
}
