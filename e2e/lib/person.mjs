// A person at the screen: answers whatever page is shown out of a life, and counts the taps.

/** Somebody with a plain spasm. What is not named here is "None of these". */
export const PLAIN = {
  age_years: '35',
  pregnancy: 'no',
  pain_sites: ['low'],
  onset: 'sudden_strain',
  duration_days: '2',
  pain_now: '5',
  pain_constant: 'comes_and_goes',
  course: 'better',
  alcohol_drinks_day: '0',
};

export class Person {
  constructor(page, life = PLAIN) {
    this.page = page;
    this.life = life;
    this.taps = 0;
    this.typed = [];
    this.screens = [];
  }

  async tap(locator) {
    this.taps += 1;
    await locator.click();
  }

  heading() {
    return this.page.locator('h1').first().innerText();
  }

  path() {
    return new URL(this.page.url()).pathname;
  }

  /** Answers the screen that is shown, and goes on. */
  async answerScreen() {
    const before = await this.heading();
    this.screens.push(before);
    const form = this.page.locator('main form[action^="/check"]');
    const names = await form.locator('input:not([type=hidden]), button[name]').evaluateAll((fields) => [
      ...new Set(fields.map((field) => field.name).filter((name) => name && !name.startsWith('_') && !name.includes('.which'))),
    ]);
    if (names.length === 0) throw new Error(`nothing to answer on "${before}" (${this.page.url()})`);
    if (await form.locator('input[type=checkbox]').count()) return this.tick(form, names);
    const name = names[0];
    const answer = this.life[name];
    if (answer === undefined) throw new Error(`this life has no answer to ${name} ("${before}")`);
    const button = form.locator(`button[name="${name}"][value="${answer}"]`);
    if (await button.count()) return this.tap(button.first());
    await form.locator(`input[name="${name}"]`).fill(String(answer));
    this.typed.push(name);
    return this.tap(form.locator('button[name=_continue]').last());
  }

  async tick(form, names) {
    let ticked = false;
    for (const name of names) {
      const answer = this.life[name];
      if (answer === undefined) continue;
      for (const value of Array.isArray(answer) ? answer : [answer]) {
        const own = form.locator(`input[type=checkbox][name="${name}"][value="${value}"]`);
        const which = form.locator(`input[type=radio][name="${name}.which"][value="${value}"]`);
        if (await own.count()) {
          await this.tap(own);
        } else if (await which.count()) {
          await this.tap(form.locator(`input[type=checkbox][name="${name}"][value=yes]`));
          await this.tap(which);
        } else if (value === 'no') {
          continue;
        } else {
          throw new Error(`no box for ${name} = ${value} on "${this.screens.at(-1)}"`);
        }
        ticked = true;
      }
    }
    await this.tap(form.locator(ticked ? 'button[name=_continue]' : 'button[name=_none]'));
  }

  /** Goes through the check until the result is shown. */
  async reachResult(limit = 60) {
    for (let screen = 0; screen < limit; screen += 1) {
      if (this.path() === '/result') return;
      await this.answerScreen();
    }
    throw new Error(`no result after ${limit} screens: ${this.screens.join(' / ')}`);
  }

  /** Answers screens until one asks for this row. */
  async reachRow(name, limit = 60) {
    for (let screen = 0; screen < limit; screen += 1) {
      if (await this.page.locator(`main form [name="${name}"]`).count()) return;
      await this.answerScreen();
    }
    throw new Error(`no screen asks for ${name}`);
  }
}

/** Erases the log, in the two taps that a person needs. */
export const eraseEverything = async (page) => {
  await page.goto('/settings');
  await page.locator('a[href="/settings/erase"], form[action="/settings/erase"] button').first().click();
  await page.locator('form[action="/erase"] button').click();
};
