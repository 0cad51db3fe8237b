import { describe, expect, it } from 'vitest';
import { renderAnswer } from '../../../adapters/discord/components/render-answer.ts';
import { renderMessage } from '../../../adapters/discord/render/render.ts';
import { renderForm } from '../../../adapters/discord/render/render-form.ts';
import { createBodyCheck } from '../../../loopback/discord/body-check.ts';
import { asFile, GOLDEN, GOLDEN_FORM } from '../../support/golden.ts';

describe('the golden payload', () => {
  it.each(Object.entries(GOLDEN))('of a message of kind %s is unchanged and valid', async (kind, message) => {
    const payload = renderMessage(message);
    expect(() => createBodyCheck().check('message', payload)).not.toThrow();
    await expect(asFile(payload)).toMatchFileSnapshot(`golden/${kind}.json`);
  });

  it.each(Object.entries(GOLDEN))('of an answer of kind %s is unchanged and valid', async (kind, message) => {
    const payload = renderAnswer(message);
    expect(() => createBodyCheck().check('followUp', payload)).not.toThrow();
    await expect(asFile(payload)).toMatchFileSnapshot(`golden/answer-${kind}.json`);
  });

  it('of a form is unchanged', async () => {
    await expect(asFile(renderForm(GOLDEN_FORM))).toMatchFileSnapshot('golden/form.json');
  });
});
