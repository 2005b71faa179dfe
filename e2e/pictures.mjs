// A picture of every page in every state, for somebody to look at: `EASEBACK_BINARY=… npm --prefix e2e run pictures --
// FOLDER [phone-light …]`.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openBrowser, openPage } from './lib/browser.mjs';
import { PLAIN, Person, eraseEverything } from './lib/person.mjs';
import { Server } from './lib/server.mjs';

const [folder, ...wanted] = process.argv.slice(2);
if (!folder) throw new Error('name the folder for the pictures');

/** People whose way through the check, and whose result, differ. */
const PEOPLE = {
  home: {},
  emergency: { groin_numb: 'yes' },
  several: { groin_numb: 'yes', trauma: 'major', chest_pain: 'yes' },
  today: { fever: 'yes' },
  soon: { leg_pain: 'yes' },
  unsure: { groin_numb: 'not_sure' },
  teen: { age_years: '15' },
};

/** What somebody who asks for a medicine says, with a blood thinner among it. */
const WISH = { weight_kg: '70', medicines: ['anticoagulant'], taken_before: 'none' };

const READ = ['/learn', '/learn/about', '/learn/course', '/settings', '/settings/erase', '/emergency', '/no-such-page'];

/** Ten in the morning in New York. */
const MORNING = '2026-02-02T15:00:00Z';

/** What eases the pain: medicines, sessions and exercises, each before, while and after. */
const relief = async (page, server, shoot) => {
  let now = MORNING;
  const press = async (what) => {
    const loaded = page.waitForEvent('load');
    await page.locator(what).first().click();
    await loaded;
  };
  await eraseEverything(page);
  await page.goto('/medicines');
  await shoot('medicines-before-a-check');
  await page.goto('/');
  await new Person(page, PLAIN).reachResult();
  await page.goto('/medicines');
  await shoot('medicines-not-asked');
  await press('form[action="/wants"] button');
  const person = new Person(page, { ...PLAIN, weight_kg: '170', taken_before: 'none' });
  while (person.path() !== '/medicines') await person.answerScreen();
  await page.goto('/medicines');
  await shoot('medicines');
  const tab = await page.context().newPage();
  await tab.goto('/medicines');
  await press('#ibuprofen button[name=mg]');
  await shoot('medicines-taken');
  await tab.locator('#ibuprofen button[name=mg]').first().click();
  await tab.locator('.refused').waitFor();
  await tab.close();
  await page.fill('#product-name', 'tilenol');
  await press('form[action="/medicines/find"] button');
  await shoot('medicines-found');
  await page.locator('#found summary').first().click();
  await shoot('medicines-product');
  await press('#found button[value=now]');
  await shoot('medicines-refused');
  await page.goto('/medicines/name');
  await page.fill('#medicine-name', 'elequis');
  await press('form[action="/medicines/name"] button');
  await shoot('medicines-name');
  for (const path of ['/heat', '/positions', '/move', '/relax', '/prevent']) {
    await page.goto(path);
    await shoot(`session${path.replace('/', '-')}`);
  }
  for (const [path, treatment] of [['/heat', 'heat'], ['/relax', 'progressive_relaxation'], ['/move', 'floor_moves']]) {
    await page.goto(path);
    await press(`#${treatment} form[action="/session/start"] button`);
    await shoot(`session${path.replace('/', '-')}-on`);
    if (path === '/heat') {
      await page.goto('/relax');
      await shoot('session-one-at-a-time');
      await page.goto('/heat');
    }
    await page.evaluate(() => { const real = Date.now; Date.now = () => real() + 3_600_000; });
    await page.locator('form[data-when-over]').waitFor();
    await shoot(`session${path.replace('/', '-')}-over`);
    now = new Date(Date.parse(now) + 1_800_000).toISOString();
    await server.setTime(now);
    await press('form[data-when-over] button');
  }
  await page.goto('/heat');
  await shoot('session-heat-not-yet');
};

const browser = await openBrowser();
const looks = [];
for (const size of ['phone', 'desktop']) for (const dark of [false, true]) looks.push({ size, dark, name: `${size}-${dark ? 'dark' : 'light'}` });

for (const look of looks.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const server = await Server.start({ now: MORNING });
  const page = await openPage(browser, server, look);
  const target = join(folder, look.name);
  await mkdir(target, { recursive: true });
  const shoot = (name) => page.screenshot({ path: join(target, `${name}.png`), fullPage: true });

  await page.goto('/');
  await shoot('start');
  for (const [name, life] of Object.entries(PEOPLE)) {
    await eraseEverything(page);
    if (name === 'home') await shoot('erased');
    await page.goto('/');
    const person = new Person(page, { ...PLAIN, ...life });
    for (let screen = 1; person.path() !== '/result'; screen += 1) {
      if (name === 'home') {
        await shoot(`check-${String(screen).padStart(2, '0')}`);
        if (screen === 2) {
          await page.goto('/');
          await shoot('start-open');
          await page.goto('/check');
        }
      }
      await person.answerScreen();
    }
    await shoot(`result-${name}`);
    for (const details of await page.locator('main details:not([open]) > summary').all()) if (await details.isVisible()) await details.click();
    await shoot(`result-${name}-opened`);
    await page.goto('/');
    await shoot(`start-${name}`);
    if (name !== 'home') continue;
    await page.goto('/result');
    await page.locator('details#wanted').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
    await page.locator('input[name=wants][value=medicine]').check();
    await page.locator('form[action="/wants"] button').click();
    for (let screen = 1; person.path() !== '/result' && screen < 30; screen += 1) {
      await shoot(`wish-${String(screen).padStart(2, '0')}`);
      if (await page.locator('main form input[type=checkbox]').count()) {
        for (const [row, value] of Object.entries(WISH)) for (const one of [value].flat()) {
          const box = page.locator(`input[name="${row}.${one}"][value=yes]`);
          if (await box.count()) await box.check();
        }
        const ticked = await page.locator('main form :checked').count();
        await page.locator(ticked ? 'button[name=_continue]' : 'button[name=_none]').click();
      } else {
        const name = await page.locator('main form button[name]:not([name^=_]), main form input:not([type=hidden])').first().getAttribute('name');
        const answer = WISH[name] ?? PLAIN[name] ?? 'no';
        const button = page.locator(`main form button[name="${name}"][value="${answer}"]`);
        if (await button.count()) await button.click();
        else {
          await page.locator(`input[name="${name}"]`).fill('900');
          await page.locator('button[name=_continue]').click();
          await shoot(`wish-${String(screen).padStart(2, '0')}-problem`);
          await page.locator(`input[name="${name}"]`).fill(String(answer));
          await page.locator('button[name=_continue]').click();
        }
      }
    }
    await page.goto('/result');
    await shoot('result-wish');
  }
  await relief(page, server, shoot);
  for (const path of READ) {
    await page.goto(path);
    await shoot(`read${path.replaceAll('/', '-')}`);
  }
  await page.goto('/learn');
  const links = await page.locator('main a[href^="/learn/"]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  for (const path of new Set(links)) {
    await page.goto(path);
    await shoot(`read${path.replaceAll('/', '-')}`);
  }
  await page.context().close();
  await server.stop();
}
await browser.close();
