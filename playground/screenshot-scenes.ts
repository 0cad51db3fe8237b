import { act, readState } from './demo-client.ts';
import { waitFor } from './do-task.ts';
import { closeForm, countAnswers, findChannels, openForm, settle, waitForDigests } from './picture-scenes.ts';
import type { Act } from './protocol.ts';

/** Called for each picture of the README, by its name, while it can be taken; `mail` is the document in it, where it is of a mail. */
export type LookAt = (name: string, mail?: { readonly url: string; readonly html: string }) => Promise<void>;

/** Has everything shown that is in the README's pictures of the demo, with the sample edition and its clock standing still. */
export async function playScreenshots(url: string, look: LookAt): Promise<void> {
  await act(url, { kind: 'set-speed', speed: 0 });
  await waitForDigests(url);
  await look('digest-discord');
  await look('digest-slack');

  const { there, here } = await findChannels(url);
  const onDiscord = { kind: 'discord-slash', channelId: there } as const;
  const onSlack = { kind: 'slack-command', channelId: here } as const;
  // Whoever searches first waits for the index to be opened: a picture is to show what one has every day.
  await ask(url, { ...onSlack, channelId: 'C0GENERAL', text: 'search agents' });
  await ask(url, { ...onDiscord, subcommand: 'search', options: { query: 'diffusion' } });
  await look('search-discord');
  await ask(url, { ...onSlack, text: 'search diffusion' });
  await look('search-slack');
  await ask(url, { ...onSlack, text: 'summary 2604.26752' });
  await look('summary-slack');
  await openForm(url, 'Slack');
  await look('settings-slack');
  await closeForm(url, 'Slack');

  await vote(url);
  await ask(url, { ...onDiscord, subcommand: 'top', options: {} });
  await look('top-discord');
  const mail = await readFirstDigest(url);
  await look('digest-mail', mail);
  await look('digest-mail-dark', mail);
}

/** Until the answer is there. */
async function ask(url: string, command: Act): Promise<void> {
  const before = countAnswers(await readState(url));
  await act(url, command);
  await waitFor('an answer', async () => countAnswers(await readState(url)) > before);
  await settle(url);
}

/** A leaderboard wants votes: from both platforms for the second paper, from one for the first. */
async function vote(url: string): Promise<void> {
  const { discord, slack } = await readState(url);
  const [there, here] = [discord.channels[0], slack.channels[0]];
  const vote = { kind: 'react', on: true } as const;
  const onSlack = {
    ...vote,
    side: 'slack',
    channelId: here?.id ?? '',
    messageId: here?.messages[0]?.ts ?? '',
  } as const;
  const onDiscord = {
    ...vote,
    side: 'discord',
    channelId: there?.id ?? '',
    messageId: there?.messages[0]?.id ?? '',
  } as const;
  await act(url, { ...onDiscord, emoji: '2️⃣' });
  await act(url, { ...onSlack, emoji: 'two' });
  await act(url, { ...onSlack, emoji: 'one' });
  await settle(url);
}

/** A reader signs up in the pane, confirms by the link in the mail, and gets the day's papers. */
async function readFirstDigest(url: string): Promise<{ readonly url: string; readonly html: string }> {
  await act(url, { kind: 'mail-sign-up', address: 'ada@example.com' });
  const confirmation = await waitForMail(url, 1);
  const [link = ''] = /http[^"]+\/mail\/confirm\/[^"]+/.exec(confirmation.html) ?? [];
  const pressed = await fetch(link, { method: 'POST', body: new URLSearchParams() });
  if (!pressed.ok) throw new Error(await pressed.text());
  return waitForMail(url, 2);
}

async function waitForMail(
  url: string,
  count: number,
): Promise<{ readonly url: string; readonly html: string }> {
  const listMails = async () => (await readState(url)).mail?.mails ?? [];
  await waitFor(`mail ${count}`, async () => (await listMails()).length >= count);
  const [newest] = await listMails();
  const address = `${url}/mail/${newest?.id}`;
  return { url: address, html: await (await fetch(address)).text() };
}
