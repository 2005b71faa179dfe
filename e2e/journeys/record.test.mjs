// The record is the person's: the page for the doctor on screen, on paper and as a PDF; export, erase, take in, same
// pages again; the calendar; and the log in the terminal beside the open app.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { axeViolations } from '../lib/axe.mjs';
import { Person } from '../lib/person.mjs';
import { onStage } from '../lib/stage.mjs';

const run = promisify(execFile);

for (const script of [true, false]) {
  describe(`the record, ${script ? 'with' : 'without'} script`, () => {
    let server;
    let page;
    onStage({ script }, async (stage) => {
      ({ server, page } = stage);
      await page.goto('/');
      await new Person(page).reachResult();
      for (const what of [['took', 'ibuprofen', '200mg', '--pain', '6'], ['pain', '5'], ['used', 'heat', '20min']]) {
        await terminal('log', ...what);
      }
    });

    /** The program in the terminal, on the file of the open app. */
    const terminal = (...words) =>
      run(process.env.EASEBACK_BINARY, [...words, '--data', server.data], { env: server.environment });

    const file = async (button) => {
      const download = page.waitForEvent('download');
      await button.click();
      return (await download).path();
    };

    /** What a page says, in the words that stay the same from one load to the next. */
    const said = async (path) => {
      await page.goto(path);
      const text = await page.locator('main').innerText();
      return text.replace(/\(in [^)]*\)/g, '').replace(/\d+ (h|min)\b/g, '');
    };

    test('what the terminal wrote stands in the app', async () => {
      await page.goto('/log');
      const text = await page.locator('main').innerText();
      assert.match(text, /Ibuprofen/);
      assert.match(text, /Pain 5 of 10/);
    });

    test('the page for the doctor can be read, printed and taken as a PDF, and leaves out what it should', async () => {
      await page.goto('/report');
      if (script) assert.deepEqual(await axeViolations(page), []);
      assert.match(await page.locator('.report').innerText(), /ibuprofen/);
      const paper = await page.pdf({ format: 'A4' });
      assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const ink = await page.locator('.report').evaluate((report) => getComputedStyle(report).color);
      assert.equal(ink, 'rgb(0, 0, 0)', 'on paper it is black, whatever the screen is');
      assert.ok(!(await page.locator('.foot').isVisible()), 'the page has small print of its own');
      await page.emulateMedia({ media: null, colorScheme: null });
      const answer = await page.request.get('/report.pdf');
      assert.equal(answer.headers()['content-type'], 'application/pdf');
      assert.ok((await answer.body()).length < 100_000);

      await page.locator('details', { hasText: 'Leave something out' }).locator('summary').click();
      await page.locator('input[name=without][value=medicines]').check();
      await page.locator('form[action="/report"] button').click();
      assert.doesNotMatch(await page.locator('.report').innerText(), /ibuprofen/);
      assert.match(await page.locator('.report').innerText(), /Left out by choice/);
    });

    test('the calendar can be downloaded, and subscribed to by its address', async () => {
      await page.goto('/settings');
      assert.equal(await page.locator('code.address').innerText(), `${server.url}/calendar.ics`);
      const text = await (await page.request.get('/calendar.ics')).text();
      assert.match(text, /^BEGIN:VCALENDAR\r\n/);
      assert.doesNotMatch(text, /ibuprofen|back check/i);
    });

    test('a log is exported, erased and taken in, and every page says the same again', async () => {
      const paths = ['/log', '/progress', '/report', '/medicines'];
      const before = [];
      for (const path of paths) before.push(await said(path));
      await page.goto('/settings');
      const log = await file(page.locator('form[action="/export.json"] button'));
      await page.goto('/settings');
      const table = await readFile(await file(page.locator('form[action="/export.csv"] button')), 'utf8');
      assert.match(table, /,dose,Ibuprofen,ibuprofen,200,1,no,,6,\r\n/);

      await page.goto('/settings/erase');
      await page.locator('form[action="/erase"] button').click();
      await page.goto('/log');
      assert.doesNotMatch(await page.locator('main').innerText(), /Ibuprofen/);

      await page.goto('/import');
      if (script) assert.deepEqual(await axeViolations(page), []);
      const taken = JSON.parse(await readFile(log, 'utf8')).events.length;
      await page.setInputFiles('#file', log);
      await page.locator('form[action^="/import"] button').click();
      assert.match(await page.locator('[role=status]').innerText(), new RegExp(`${taken} entries are new`));
      for (const [place, path] of paths.entries()) assert.equal(await said(path), before[place], path);

      await page.goto('/import');
      await page.setInputFiles('#file', log);
      await page.locator('form[action^="/import"] button').click();
      assert.match(await page.locator('[role=status]').innerText(), /Nothing has changed/);
    });

    test('erased means gone from the file too', async () => {
      await page.goto('/settings/erase');
      await page.locator('form[action="/erase"] button').click();
      await server.halt();
      const kept = await readFile(server.data);
      for (const word of ['ibuprofen', 'medicine_taken', 'groin_numb']) assert.equal(kept.includes(word), false, word);
      await assert.rejects(stat(`${server.data}-wal`));
    });
  });
}
