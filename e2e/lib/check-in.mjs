// The check-in on the screen.

/** Answers the check-in as somebody does whose back is on the mend, and counts the taps. */
export const checkIn = async (page, pain, { signs = [] } = {}) => {
  let taps = 0;
  const tap = async (locator) => {
    taps += 1;
    await locator.click();
  };
  await page.goto('/check-in');
  for (const group of await page.locator('fieldset[data-none]').all()) {
    const id = await group.getAttribute('id');
    const sign = signs.find(([of]) => of === id);
    if (!sign) {
      await tap(group.locator('input[data-none-box]'));
      continue;
    }
    await tap(group.locator('summary'));
    await tap(group.locator(`input[name="${sign[1]}"][value=yes]`));
  }
  await tap(page.locator(`input[name=pain_now][value="${pain}"]`));
  await tap(page.locator('input[name=course][value=better]'));
  await tap(page.locator('input[name=rest_days][value="0"]'));
  await tap(page.locator('input[name=pain_constant][value=comes_and_goes]'));
  const mood = page.locator('input[name=mood_low][value="2"]');
  if (await mood.count()) await tap(mood);
  await tap(page.locator('main form button[name=_continue]'));
  return taps;
};
