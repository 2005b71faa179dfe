// The check, from the start page to the result: on a phone and on a desktop, with and without JavaScript.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PLAIN, Person, eraseEverything } from '../lib/person.mjs';
import { onStage } from '../lib/stage.mjs';

const band = (page, level) => page.locator(`main .${level}`).first();

for (const size of ['phone', 'desktop']) {
  for (const script of [true, false]) {
    describe(`${size}, JavaScript ${script ? 'on' : 'off'}`, () => {
      let server;
      let page;
      onStage({ each: true, size, script }, async (stage) => {
        ({ server, page } = stage);
        await page.goto('/');
      });

      const reach = async (life) => {
        const person = new Person(page, { ...PLAIN, ...life });
        await person.reachResult();
        return person;
      };

      test('a plain spasm reaches advice and plan in at most 18 taps, typing only the age', async () => {
        const person = await reach({});
        assert.ok(person.taps <= 18, `${person.taps} taps`);
        assert.deepEqual(person.typed, ['age_years']);
        await band(page, 'home_care').waitFor();
        assert.match(await page.locator('main').innerText(), /warm/i);
      });

      test('saddle numbness leads to the emergency page right after the first screen', async () => {
        const person = await reach({ groin_numb: 'yes' });
        assert.equal(person.screens.length, 1);
        await band(page, 'emergency_now').waitFor();
        assert.ok(await page.locator('main a[href^="tel:"]').count());
      });

      test('fever leads to help today, and to nothing but resting positions', async () => {
        await reach({ fever: 'yes' });
        await band(page, 'same_day').waitFor();
        assert.doesNotMatch(await page.locator('main').innerText(), /heat pack|warm pack/i);
      });

      test('pain down a leg leads to a visit within 7 days, and to what may be done meanwhile', async () => {
        await reach({ leg_pain: 'yes' });
        await band(page, 'see_doctor_soon').waitFor();
        const text = await page.locator('main').innerText();
        assert.match(text, /7 days/);
        assert.match(text, /until the visit/i);
      });

      test('not sure about numbness is not taken for no', async () => {
        await reach({ groin_numb: 'not_sure' });
        await band(page, 'same_day').waitFor();
      });

      test('going back and changing an answer changes the advice', async () => {
        const person = new Person(page, { ...PLAIN, leg_pain: 'yes' });
        await person.reachRow('leg_pain');
        await person.answerScreen();
        await page.getByRole('link', { name: /^back$/i }).click();
        const box = page.locator('input[name="leg_pain"][value="yes"]');
        await box.waitFor();
        assert.ok(await box.isChecked(), 'the answer given before is filled in');
        await box.click();
        delete person.life.leg_pain;
        await person.reachResult();
        await band(page, 'home_care').waitFor();
      });

      test('a reload and a killed server in the middle lose nothing', async () => {
        const person = new Person(page, { ...PLAIN });
        await person.reachRow('onset');
        const heading = await person.heading();
        await page.reload();
        assert.equal(await person.heading(), heading);
        await server.restart();
        await page.goto('/check');
        assert.equal(await person.heading(), heading);
        await person.reachResult();
        await band(page, 'home_care').waitFor();
        await server.restart();
        await page.reload();
        await band(page, 'home_care').waitFor();
      });

      if (script) {
        test('what is ticked or typed but not sent yet survives a reload and a look elsewhere', async () => {
          const box = page.locator('input[name="rectum_numb"][value="yes"]');
          await box.click();
          await page.reload();
          assert.ok(await box.isChecked());
          await page.goto('/settings');
          await page.goBack();
          assert.ok(await box.isChecked());
          await box.click();
          const person = new Person(page, PLAIN);
          await person.reachRow('age_years');
          await page.locator('input[name="age_years"]').fill('70');
          await page.reload();
          assert.equal(await page.locator('input[name="age_years"]').inputValue(), '70');
        });
      }

      test('an age that cannot be is refused, with what was typed kept', async () => {
        const person = new Person(page, { ...PLAIN, age_years: '200' });
        await person.reachRow('age_years');
        await person.answerScreen();
        const field = page.locator('input[name="age_years"]');
        assert.equal(await field.inputValue(), '200');
        assert.match(await page.locator('main').innerText(), /120/);
        person.life.age_years = '35';
        await person.reachResult();
        await band(page, 'home_care').waitFor();
      });

      if (script) {
        test('Back after a slip leads to the question again, and never asks to send the form once more', async () => {
          const person = new Person(page, { ...PLAIN, age_years: '200' });
          await person.reachRow('age_years');
          const { search } = new URL(page.url());
          await person.answerScreen();
          await page.locator('.errors').waitFor();
          await page.waitForURL((url) => url.search === search);
          person.life.age_years = '35';
          await person.answerScreen();
          const next = await person.heading();
          await page.goBack();
          assert.equal(await page.locator('input[name="age_years"]').inputValue(), '35');
          await page.goForward();
          assert.equal(await person.heading(), next);
        });

        test('Back from the second step leads to the first question, as it was answered', async () => {
          const person = new Person(page, { ...PLAIN, rectum_numb: 'not_sure' });
          const first = await person.heading();
          await person.answerScreen();
          await page.evaluate(() => setTimeout(() => history.back()));
          await page.getByRole('heading', { level: 1, name: first }).waitFor();
          assert.ok(await page.locator('input[name="rectum_numb"][value="not_sure"]').isChecked());
        });
      }

      test('a weight is typed in the unit that a person knows, and the unit is remembered', async () => {
        await reach({});
        await page.locator('details#wanted > summary').click();
        await page.locator('input[name=wants][value=medicine]').click();
        await page.locator('form[action="/wants"] button').click();
        const person = new Person(page, { ...PLAIN, taken_before: 'none' });
        await person.reachRow('weight_kg');
        const field = page.locator('input[name="weight_kg"]');
        assert.match(await page.locator('main').innerText(), /from 45 lb to 661 lb/);
        await page.getByRole('link', { name: 'stone and pounds' }).click();
        await field.fill('11');
        await page.locator('input[name="_pounds"]').fill('14');
        await page.locator('button[name=_continue]').click();
        assert.match(await page.locator('.errors').innerText(), /from 0 to 13 pounds/);
        assert.equal(await field.inputValue(), '11');
        await page.locator('input[name="_pounds"]').fill('4');
        await page.locator('button[name=_continue]').click();
        await page.waitForURL(/result/);
        const log = await (await page.request.get('/export.json')).text();
        assert.match(log, /"weight_kg": ?71\.66759/);
        await page.goto('/settings');
        assert.ok(await page.locator('input[name="weight_unit"][value="st"]').isChecked());
      });

      test('the emergency signs are one tap away on every page', async () => {
        await reach({});
        for (const path of ['/', '/check', '/result', '/learn', '/learn/heat', '/settings', '/no-such-page']) {
          await page.goto(path);
          const link = page.locator('header a[href="/emergency"]');
          assert.ok(await link.isVisible(), path);
        }
        await page.locator('header a[href="/emergency"]').click();
        assert.ok(await page.locator('a[href^="tel:"]').count());
      });

      test('the log can be exported and erased, in two taps each, and erased means gone', async () => {
        await reach({ fever: 'yes' });
        await page.goto('/settings');
        const [download] = await Promise.all([
          page.waitForEvent('download'),
          page.locator('a[href="/export.json"], form[action="/export.json"] button').first().click(),
        ]);
        const stream = await download.createReadStream();
        let text = '';
        for await (const part of stream) text += part;
        const log = JSON.parse(text);
        assert.equal(log.format, 'easeback-log');
        assert.ok(JSON.stringify(log).includes('"fever":true'));
        await eraseEverything(page);
        await page.goto('/');
        await page.locator('input[name="groin_numb"]').first().waitFor();
        const again = await page.request.get('/export.json');
        assert.ok(!(await again.text()).includes('fever'));
      });
    });
  }
}
