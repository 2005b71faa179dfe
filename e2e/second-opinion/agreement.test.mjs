// A second opinion on every condition: the guideline as CQL, translated by the official translator and run by the
// reference engine, says of thousands of random people what our engine says, known true, known false or unknown.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import test, { after } from 'node:test';
import { Judge, translate } from './engine.mjs';
import { COMPARISONS, JUNCTIONS, planted } from './planted.mjs';

const { EASEBACK_BINARY: binary, EASEBACK_PEOPLE: source } = process.env;
if (!binary || !source) throw new Error('EASEBACK_BINARY and EASEBACK_PEOPLE name the programs; ./test sets them');

const run = (program, ...how) => execFileSync(program, how, { encoding: 'utf8', maxBuffer: 1 << 28 });

const [{ guideline, conditions }, ...people] = run(source).trim().split('\n').map((line) => JSON.parse(line));
const ours = JSON.parse(run(binary, 'export', 'elm'));
const cql = run(binary, 'export', 'cql');
const { elm: theirs, problems } = translate(cql);

const judge = new Judge(conditions, people);
after(() => judge.end());

test('the translator has nothing to say against the library', () => {
  assert.deepEqual(problems, []);
});

test('the translator refuses an option that is not there, and a finding of another kind', () => {
  for (const [right, wrong] of [
    ['define "red flag: saddle_numbness":\n  "groin_numb"', 'define "red flag: saddle_numbness":\n  "age_years"'],
    ['"conditions"."diabetes"', '"conditions"."diabetis"'],
  ]) {
    assert.ok(cql.includes(right), right);
    assert.match(translate(cql.replace(right, wrong)).problems.join('\n'), /: error: /);
  }
});

test('there are enough people, and every condition is true, false and unknown of some', () => {
  assert.ok(people.length >= 2000, `${people.length} people`);
  assert.ok(conditions.length >= 350, `${conditions.length} conditions`);
  // What is always so is never anything else, and whether something was asked is never unknown.
  const always = (name) => theirs.library.statements.def.find((one) => one.name === name).expression.type === 'Literal';
  for (const [place, name] of conditions.entries()) {
    const seen = new Set(people.map(({ values }) => values[place]));
    const expected = always(name) ? 1 : name.endsWith('_not_known') ? 2 : 3;
    assert.equal(seen.size, expected, `${name} is only ${[...seen]}`);
  }
});

test('the official translator and the reference engine agree with ours on every condition', async () => {
  assert.deepEqual(await judge.disagreements(theirs, conditions), []);
});

test('our own ELM says the same, condition by condition', async () => {
  assert.deepEqual(await judge.disagreements(ours, conditions), []);
});

test('our own ELM and the translated one name the same expressions and parameters', () => {
  const names = ({ library }, part) => library[part].def.map(({ name }) => name);
  for (const part of ['parameters', 'statements']) assert.deepEqual(names(ours, part), names(theirs, part));
  assert.deepEqual(ours.library.identifier, theirs.library.identifier);
  assert.equal(ours.library.identifier.version, guideline);
});

for (const [what, errors] of Object.entries({ comparison: COMPARISONS, 'and or or': JUNCTIONS })) {
  test(`a ${what} that is turned into its neighbour is noticed`, async () => {
    let count = 0;
    const unnoticed = [];
    for (const name of conditions.filter((one) => !one.startsWith('stop for all: '))) {
      for (const error of planted(ours, name, errors)) {
        count += 1;
        if ((await judge.disagreements(error.elm, [name], 1)).length === 0) unnoticed.push(error.what);
      }
    }
    assert.ok(count >= 50, `only ${count} planted`);
    // A few make a difference to very few people.
    assert.ok(unnoticed.length <= count / 20, `${unnoticed.length} of ${count} unnoticed:\n${unnoticed.join('\n')}`);
  });
}
