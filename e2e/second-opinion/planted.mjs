// Planted errors: the same library with one operator turned into its neighbour, cut down to the condition it stands in.

export const COMPARISONS = {
  GreaterOrEqual: 'Greater',
  Greater: 'GreaterOrEqual',
  LessOrEqual: 'Less',
  Less: 'LessOrEqual',
};
export const JUNCTIONS = { And: 'Or', Or: 'And' };

const walk = (node, look) => {
  if (node === null || typeof node !== 'object') return;
  look(node);
  for (const part of Object.values(node)) walk(part, look);
};

// The names of everything that an expression rests on, its own included.
const below = (definitions, name, names = new Set()) => {
  if (names.has(name)) return names;
  names.add(name);
  walk(definitions.get(name), ({ type, name: other }) => {
    if (type === 'ExpressionRef') below(definitions, other, names);
  });
  return names;
};

// Every library with one error in the expression of this name.
export const planted = function* (elm, name, errors) {
  const definitions = new Map(elm.library.statements.def.map((definition) => [definition.name, definition]));
  const needed = below(definitions, name);
  const count = (from, look) => walk(from, (node) => errors[node.type] && look(node));
  let places = 0;
  count(definitions.get(name), () => (places += 1));
  for (let place = 0; place < places; place += 1) {
    const def = structuredClone([...needed].map((other) => definitions.get(other)));
    let seen = -1;
    let what = '';
    const own = def.find((definition) => definition.name === name);
    count(own, (node) => {
      seen += 1;
      if (seen !== place) return;
      what = `${name}: ${node.type} number ${place + 1} turned into ${errors[node.type]}`;
      node.type = errors[node.type];
    });
    yield { what, elm: { library: { ...elm.library, statements: { def } } } };
  }
};
