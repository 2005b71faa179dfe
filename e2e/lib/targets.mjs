// What is too small to be hit by a thumb: WCAG 2.2 asks for 24 by 24 pixels.

/** Every link and control on the page that is smaller, but for those that a whole card stands for. */
export const smallTargets = (page) =>
  page.evaluate(() => {
    const small = [];
    for (const target of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')) {
      if (target.matches('.skip, .learn h3 a') || target.closest('details:not([open]) > :not(summary)')) continue;
      const shown = (target.matches('[type=checkbox], [type=radio]') && target.closest('label')) || target;
      const { width, height } = shown.getBoundingClientRect();
      if (width && height && (width < 24 || height < 24)) small.push(`${target.textContent.trim()} ${Math.round(width)}x${Math.round(height)}`);
    }
    return small;
  });
