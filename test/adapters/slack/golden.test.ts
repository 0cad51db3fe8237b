import { describe, expect, it } from 'vitest';
import { renderMessage } from '../../../adapters/slack/render/render.ts';
import { renderFormView } from '../../../adapters/slack/render/render-form.ts';
import { checkView } from '../../../loopback/slack/payload-check.ts';
import { asFile, GOLDEN, GOLDEN_FORM } from '../../support/golden.ts';

describe('the golden payload', () => {
  it.each(Object.entries(GOLDEN))('of a message of kind %s is unchanged', async (kind, message) => {
    await expect(asFile(renderMessage(message))).toMatchFileSnapshot(`golden/${kind}.json`);
  });

  it('of a form is unchanged and a valid modal', async () => {
    const modal = renderFormView(GOLDEN_FORM, '{"channel":"C0OPEN"}');
    expect(checkView({ ...modal })).toEqual([]);
    await expect(asFile(modal)).toMatchFileSnapshot('golden/form.json');
  });
});
