// What a person answered, as the parameters of the exported library. Written from the comments at the head of the library
// and from guideline/README.md alone.

const isTuple = (type) => type.type === 'TupleTypeSpecifier';

const elements = (type) => type.element.map(({ name }) => name);

// One option of a list: chosen, not chosen, or null.
const option = (answers, finding, name) => {
  const list = answers[finding];
  const alone = answers[`${finding}.${name}`];
  if (list === undefined) return typeof alone === 'boolean' ? alone : null;
  if (list === 'not_sure') return null;
  if (list.includes(name)) return true;
  return list.includes('not_sure') ? null : false;
};

// Whether the person was asked this and is not sure; `row` is a finding or `finding.option`.
const unsure = (answers, row) => {
  if (answers[row] !== undefined) return answers[row] === 'not_sure';
  const [finding, name] = row.split('.');
  const list = answers[finding];
  if (name === undefined || list === undefined) return false;
  return list === 'not_sure' || (list.includes('not_sure') && !list.includes(name));
};

export const parametersOf = (elm, { answers, offered, withheld }) => {
  const decided = { 'offered treatments': offered, 'withheld treatments': withheld };
  const value = ({ name, parameterTypeSpecifier: type }) => {
    if (decided[name]) return decided[name];
    if (name === 'not sure') return Object.fromEntries(elements(type).map((row) => [row, unsure(answers, row)]));
    const finding = name.replace(/ answer$/, '');
    if (isTuple(type)) {
      return Object.fromEntries(elements(type).map((of) => [of, option(answers, finding, of)]));
    }
    const answer = answers[finding];
    return answer === undefined || answer === 'not_sure' ? null : answer;
  };
  return Object.fromEntries(elm.library.parameters.def.map((parameter) => [parameter.name, value(parameter)]));
};
