import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTrafficLog } from '../../playground/traffic-log.ts';
import { withoutTokens } from '../../playground/without-tokens.ts';

const SECRET = 'xoxb-very-secret';

it('no token is in the log, wherever it was in the traffic', () => {
  const log = createTrafficLog(() => 5);
  log.hide([SECRET]);
  log.add('discord', {
    direction: 'from bot',
    what: 'POST /interactions/12/abc.def/callback',
    status: 204,
    payload: { sent: { token: 'aaa', data: { content: `see ${SECRET}` } } },
  });
  log.add('discord', {
    direction: 'from bot',
    what: 'PATCH /webhooks/12/abc.def/messages/@original',
    payload: {},
  });
  log.add('slack', {
    direction: 'to bot',
    what: 'slash_commands',
    payload: { trigger_id: '1.2', response_url: 'http://127.0.0.1:1/response/R17', text: 'search token' },
  });
  log.add('slack', {
    direction: 'from bot',
    what: 'apps.connections.open',
    payload: { answered: { url: 'ws://127.0.0.1:1/link/?ticket=0a-1b' } },
  });
  expect(log.recent().map(({ what }) => what)).toEqual([
    'POST /interactions/12/…/callback',
    'PATCH /webhooks/12/…/messages/@original',
    'slash_commands',
    'apps.connections.open',
  ]);
  expect(log.recent().map(({ payload }) => payload)).toEqual([
    { sent: { token: '…', data: { content: 'see …' } } },
    {},
    { trigger_id: '…', response_url: 'http://127.0.0.1:1/response/…', text: 'search token' },
    { answered: { url: 'ws://127.0.0.1:1/link/?ticket=…' } },
  ]);
});

it('a secret is blanked in any payload', () => {
  const nested = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.string().map((text) => text + SECRET + text),
      fc.integer(),
      fc.array(tie('value')),
      fc.dictionary(fc.string(), tie('value')),
    ),
  })).value;
  fc.assert(
    fc.property(nested, (payload) => {
      expect(JSON.stringify(withoutTokens(payload, [SECRET])) ?? '').not.toContain(SECRET);
    }),
  );
});

it('the last 300 are stored, and a listener receives each until it stops', () => {
  const log = createTrafficLog();
  const heard: number[] = [];
  const stop = log.listen(({ id }) => heard.push(id));
  for (let i = 0; i < 310; i++) log.add('slack', { direction: 'from bot', what: 'auth.test', payload: {} });
  stop();
  log.add('slack', { direction: 'from bot', what: 'auth.test', payload: {} });
  expect(heard).toHaveLength(310);
  expect(log.recent()).toHaveLength(300);
  expect(log.recent().at(-1)?.id).toBe(311);
});
