import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe says against a page as it is shown. Of what is right it lists nothing: that was most of its work. */
export async function findViolations(page: Page): Promise<axe.Result[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source);
  return page.evaluate<axe.Result[]>(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
  );
}
