// axe-core on the page that is shown: every rule it has for WCAG 2.2 AA and its best practices.

import axe from 'axe-core';

export const axeViolations = async (page) => {
  // Evaluated through the debugger, so that the page's content security policy stands as it is.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }),
  );
  return violations.map((violation) => `${violation.id}: ${violation.help} (${violation.nodes.map((node) => node.target).join(', ')})`);
};
