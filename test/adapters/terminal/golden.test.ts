import { describe, expect, it } from 'vitest';
import { renderText } from '../../../adapters/terminal/render.ts';
import { GOLDEN } from '../../support/golden.ts';

describe('the golden text', () => {
  it.each(Object.entries(GOLDEN))('of a message of kind %s is unchanged', async (kind, message) => {
    const text = renderText(message, { color: false, columns: 80 });
    await expect(text).toMatchFileSnapshot(`golden/${kind}.txt`);
  });
});
