// The thread in which the reference engine runs: see `Judge`.

import cql from 'cql-execution';
import { parentPort, workerData } from 'node:worker_threads';
import { parametersOf } from './parameters.mjs';

const { conditions, people } = workerData;

// `t`, `f` or `u` of true, false and null. Whatever else a condition comes to is an error of the export.
const letter = (value) => {
  if (value === true) return 't';
  if (value === false) return 'f';
  if (value === null) return 'u';
  throw new Error(`neither true, false nor null: ${JSON.stringify(value)}`);
};

const disagreements = async ({ elm, names, limit }) => {
  const library = new cql.Library(elm);
  const places = names.map((name) => [name, conditions.indexOf(name)]);
  const found = [];
  for (const person of people) {
    const executor = new cql.Executor(library, undefined, parametersOf(elm, person));
    const { unfilteredResults: values } = await executor.exec(new cql.PatientSource([]));
    for (const [name, place] of places) {
      if (!(name in values)) throw new Error(`the library has no "${name}"`);
      const [here, there] = [person.values[place], letter(values[name])];
      if (here !== there) found.push(`${name}: ${here} here, ${there} there: ${JSON.stringify(person.answers)}`);
    }
    if (found.length >= limit) break;
  }
  return found;
};

parentPort.on('message', async (question) => {
  try {
    parentPort.postMessage({ found: await disagreements(question) });
  } catch (error) {
    parentPort.postMessage({ trouble: error.stack });
  }
});
