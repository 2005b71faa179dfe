// The official translator from CQL to ELM, and the reference engine that runs ELM.

import { SystemModelInfoProvider } from '@cqframework/cql/cql';
import { CqlTranslator, LibraryManager, ModelManager } from '@cqframework/cql/cql-to-elm';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

// The ELM of a library, and what the translator has to say against it: errors and warnings.
export const translate = (text) => {
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
  const elm = JSON.parse(CqlTranslator.fromText(text, new LibraryManager(models)).toJson());
  const said = (elm.library.annotation ?? []).filter(({ type }) => type === 'CqlToElmError');
  return { elm, problems: said.map((one) => `line ${one.startLine}: ${one.errorSeverity}: ${one.message}`) };
};

// Runs libraries on people in a thread of its own: node's test runner follows every promise of its thread, which makes
// an engine that is made of promises ten times slower.
export class Judge {
  constructor(conditions, people) {
    this.worker = new Worker(new URL('judge.mjs', import.meta.url), { workerData: { conditions, people } });
  }

  // The first people about whom a library and our engine disagree on these conditions, in words.
  async disagreements(elm, names, limit = 10) {
    const answer = once(this.worker, 'message');
    this.worker.postMessage({ elm, names, limit });
    const [{ found, trouble }] = await answer;
    if (trouble) throw new Error(trouble);
    return found;
  }

  end() {
    return this.worker.terminate();
  }
}
