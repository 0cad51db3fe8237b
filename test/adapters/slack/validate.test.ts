import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flattenText } from '../../../src/core/base/text.ts';
import { wordLine } from '../../support/check-lines.ts';
import { aWorld, OPEN, type World } from './harness.ts';

describe('the check of layouts by Slack itself', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.close());

  const lines = async (channel?: string) => (await world.platform.checks.run(channel)).map(wordLine);
  const refuse = (extra: Readonly<Record<string, unknown>>, code = 'invalid_blocks') =>
    world.server.faults.add('blocks.validate', { kind: 'error', code, extra });

  it('sends the blocks of every layout once, and says that Slack accepts them', async () => {
    const found = await lines();
    expect(found.at(-1)).toMatchObject({ ok: true, what: expect.stringContaining('thread, cards') });
    const asked = world.server.listCalls('blocks.validate').map(({ args }) => JSON.stringify(args.blocks));
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it('is about the app and not about a channel', async () => {
    await lines(OPEN.channel);
    expect(world.server.listCalls('blocks.validate')).toEqual([]);
  });

  it('shows what Slack refuses, and that such posts still come', async () => {
    refuse({
      errors: [{ pointer: '/2/elements/0/text', code: 'failed_constraint', message: 'must be shorter' }],
    });
    const refused = (await lines()).filter(({ ok }) => !ok);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.what).toContain('thread');
    expect(refused[0]?.what).toContain('/2/elements/0/text: must be shorter (failed_constraint)');
    expect(flattenText(refused[0]?.fix)).toContain('without');
    expect((await world.platform.checks.run()).every(({ ok }) => ok)).toBe(true);
  });

  it('shows what Slack refused also where it could not be asked about the rest', async () => {
    const errors = [{ pointer: '/0', code: 'failed_constraint', message: 'must be shorter' }];
    // The overview and the card of the first layout; the second has the same card.
    for (let n = 0; n < 2; n++) refuse({ errors });
    world.server.faults.add('blocks.validate', { kind: 'error', code: 'fatal_error' });
    const found = (await lines()).filter(({ ok }) => !ok);
    expect(found.map(({ what }) => what.includes('must be shorter'))).toEqual([true, true, false]);
  });

  it('reads hostile errors in bounds', async () => {
    const errors = [null, 7, { pointer: 'x'.repeat(10_000), message: {} }];
    refuse({ errors: [...errors, ...Array.from({ length: 500 }, () => ({ message: 'again' }))] });
    const refused = (await lines()).filter(({ ok }) => !ok);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.what.length).toBeLessThan(1500);
  });

  it('says that Slack could not check, where it could not be asked', async () => {
    refuse({}, 'unknown_method');
    const found = (await world.platform.checks.run()).at(-1);
    expect(found).toMatchObject({ ok: true });
    expect(found?.finding.what()).toContain('blocks.validate');
  });
});

describe('blocks.validate of the loopback Slack', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });
  afterEach(() => world.close());

  const ask = async (args: Record<string, unknown>) => {
    const body = new URLSearchParams(
      Object.entries(args).map(([name, value]): [string, string] => [name, JSON.stringify(value)]),
    );
    const headers = { authorization: `Bearer ${world.server.state.botToken}` };
    const answer = await fetch(`${world.server.apiUrl}blocks.validate`, { method: 'POST', headers, body });
    return answer.json();
  };
  const blocks = [{ type: 'header', text: { type: 'mrkdwn', text: 'x' } }];

  it('points at what is wrong, in blocks, messages and views', async () => {
    const errors = (pointer: string) => [expect.objectContaining({ pointer, code: 'failed_constraint' })];
    expect(await ask({ blocks })).toMatchObject({ error: 'invalid_blocks', errors: errors('/0/text') });
    expect(await ask({ message: { blocks } })).toMatchObject({
      error: 'invalid_message',
      errors: errors('/blocks/0/text'),
    });
    expect(await ask({ view: { type: 'home', blocks } })).toMatchObject({
      error: 'invalid_view',
      errors: errors('/blocks/0/text'),
    });
    expect(await ask({ blocks: [{ type: 'divider' }] })).toEqual({ ok: true });
  });

  it('takes exactly one payload', async () => {
    expect(await ask({})).toMatchObject({ ok: false, error: 'invalid_arguments' });
    expect(await ask({ blocks, message: { blocks } })).toMatchObject({ error: 'invalid_arguments' });
  });
});
