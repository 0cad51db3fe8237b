import { describe, expect, it } from 'vitest';
import { EVENTS, SCOPES } from '../../../adapters/slack/api/needs.ts';
import { CHANNEL_RATE, RATES } from '../../../adapters/slack/api/rates.ts';
import { LIMITS } from '../../../adapters/slack/render/limits.ts';
import * as slack from '../../../loopback/slack/reference.ts';

const { REFERENCE } = slack;

describe('what the adapter knows of Slack', () => {
  it.each([
    ['blocks', 'messageBlocks'],
    ['textObject', 'textObject'],
    ['sectionText', 'sectionText'],
    ['header', 'headerText'],
    ['contextElements', 'contextElements'],
    ['buttonsPerRow', 'actionElements'],
    ['buttonText', 'buttonText'],
    ['url', 'buttonUrl'],
    ['url', 'imageUrl'],
    ['actionId', 'actionId'],
    ['selectOptions', 'selectOptions'],
    ['groupOptions', 'groupOptions'],
    ['option', 'optionText'],
    ['option', 'optionValue'],
    ['inputLabel', 'inputLabel'],
    ['inputLabel', 'inputHint'],
    ['inputText', 'inputText'],
    ['viewTitle', 'viewTitle'],
    ['fallbackText', 'messageText'],
    ['blocksJson', 'blocksJson'],
  ] as const)('allows no more of %s than Slack’s %s', (limit, reference) => {
    expect(LIMITS[limit]).toBeLessThanOrEqual(REFERENCE[reference]);
  });

  it('calls no method more often than Slack’s tiers allow, over a minute', () => {
    const inMinute = ({ calls, perMs }: slack.Rate) => (calls * 60_000) / perMs;
    // The library uploads a file by two calls.
    const { 'files.uploadV2': upload, ...rates } = RATES;
    const all = { ...rates, 'files.getUploadURLExternal': upload, 'files.completeUploadExternal': upload };
    for (const [method, rate] of Object.entries(all)) {
      const allowed = slack.METHOD_RATES[method];
      expect(allowed && inMinute(rate) <= inMinute(allowed), method).toBe(true);
    }
    expect(inMinute(CHANNEL_RATE)).toBeLessThanOrEqual(inMinute(slack.CHANNEL_RATE));
  });

  it('asks for the scopes that the methods and events need, and for no other', () => {
    expect(SCOPES.toSorted()).toEqual([...slack.BOT_SCOPES].toSorted());
    expect(EVENTS).toContain('link_shared');
  });
});
