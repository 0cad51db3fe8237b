// Loaded first, on purpose: from here on the undici of Slack's client carries the requests of discord.js.
import '@slack/bolt';

import { expect, it, onTestFinished } from 'vitest';
import { readText } from '../../../../loopback/discord/index.ts';
import { aNotice, aRecordingInbound } from '../../../support/builders.ts';

it('a file reaches Discord also where another client has brought its own undici', async () => {
  const { aDiscord, awaitAnswer } = await import('../harness.ts');
  const { server, start, close } = await aDiscord();
  onTestFinished(close);
  const content = '@article{a,\n title={Ünïcode}\n}\n';
  await start({
    ...aRecordingInbound(),
    interact: async () => ({
      ...{ kind: 'file', name: 'papers.bib', mime: 'application/x-bibtex', content },
      note: aNotice('one paper'),
    }),
  });
  const record = server.slash(server.user('ann').id, server.general.id, 'papers', 'search', { query: 'x' });
  const message = await awaitAnswer(record);
  expect(readText(message)).toContain('one paper');
  expect(message.attachments).toMatchObject([{ filename: 'papers.bib', size: Buffer.byteLength(content) }]);
  expect(server.violations).toEqual([]);
});
