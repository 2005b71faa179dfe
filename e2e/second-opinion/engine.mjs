// The official translator from CQL to ELM, and the reference engine that runs ELM.

import { SystemModelInfoProvider } from '@cqframework/cql/cql';
import { CqlTranslator, LibraryManager, ModelManager } from '@cqframework/cql/cql-to-elm';
import cql from 'cql-execution';
import { parametersOf } from './parameters.mjs';

// The ELM of a library, and what the translator has to say against it: errors and warnings.
export const translate = (text) => {
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
  const elm = JSON.parse(CqlTranslator.fromText(text, new LibraryManager(models)).toJson());
  const said = (elm.library.annotation ?? []).filter(({ type }) => type === 'CqlToElmError');
  return { elm, problems: said.map((one) => `line ${one.startLine}: ${one.errorSeverity}: ${one.message}`) };
};

// `t`, `f` or `u` of true, false and null. Whatever else a condition comes to is an error of the export.
export const letter = (value) => {
  if (value === true) return 't';
  if (value === false) return 'f';
  if (value === null) return 'u';
  throw new Error(`neither true, false nor null: ${JSON.stringify(value)}`);
};

// For each person in turn, the value of every expression of the library.
export const evaluate = async function* (elm, people) {
  const library = new cql.Library(elm);
  for (const person of people) {
    const executor = new cql.Executor(library, undefined, parametersOf(elm, person));
    const results = await executor.exec(new cql.PatientSource([]));
    yield { person, values: results.unfilteredResults };
  }
};
