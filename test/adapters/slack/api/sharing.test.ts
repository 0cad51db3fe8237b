import { expect, it, onTestFinished } from 'vitest';
import { personId } from '../../../support/ids.ts';
import { aWorld } from '../harness.ts';

const PERSON = personId('slack:T0LOOP/U0BOB');
const ADMIN = personId('slack:T0LOOP/U0ADA');

async function obstacles() {
  const { server, platform, close } = await aWorld();
  onTestFinished(close);
  return {
    state: server.state,
    obstacle: platform.channels.findSharingObstacle,
    open: server.state.channels.get('C0OPEN'),
  };
}

it('nothing keeps a person from sharing where the bot is, nor in their own conversation with it', async () => {
  const { state, obstacle } = await obstacles();
  expect(await obstacle('C0OPEN', PERSON)).toBeUndefined();
  expect(await obstacle(state.dm('U0BOB').id, PERSON)).toBeUndefined();
});

it.each(['C0CLOSED', 'C0UNKNOWN', 'D0OTHERS', 'G0PRIVATE'])(
  'the bot is not a member of %s, and says how to invite it',
  async (channel) => {
    const { obstacle } = await obstacles();
    expect(await obstacle(channel, PERSON)).toMatchObject({
      what: expect.stringContaining('not a member'),
      fix: expect.stringContaining('/invite @paperboy'),
    });
  },
);

it('where only admins write, only they share; in an archived channel nobody does', async () => {
  const { obstacle, open } = await obstacles();
  if (!open) throw new Error('no channel');
  open.readOnly = true;
  expect(await obstacle('C0OPEN', PERSON)).toMatchObject({
    what: expect.stringContaining('not allowed to post'),
  });
  expect(await obstacle('C0OPEN', ADMIN)).toBeUndefined();
  open.archived = true;
  expect(await obstacle('C0OPEN', ADMIN)).toMatchObject({ what: expect.stringContaining('archived') });
});

it('what Slack does not say is no “no”: the failure is reported', async () => {
  const { state, obstacle } = await obstacles();
  state.tokenFault = 'internal_error';
  await expect(obstacle('C0OPEN', PERSON)).rejects.toMatchObject({ name: 'DeliveryError' });
});
