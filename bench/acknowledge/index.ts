// How soon a slash command is acknowledged while a digest goes out to a thousand channels from the same process.
//   npm run bench:acknowledge
// The platforms' servers run in this process, too, so their own work is in the figures: the bot alone is faster.
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDiscord } from '../../adapters/discord/index.ts';
import { createSlack } from '../../adapters/slack/index.ts';
import { commands } from '../../commands/index.ts';
import { startDiscord } from '../../loopback/discord/index.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import type { Inbound, Platform } from '../../src/core/ports.ts';
import { aDesk } from '../../test/commands/desk.ts';
import { aLog, anOverview, aRecordingInbound } from '../../test/support/builders.ts';

const RATES = [50, 200, 500];
const SECONDS = 5;
const CHANNELS = 1000;

interface Rig {
  readonly platform: Platform;
  readonly channels: readonly string[];
  /** Sends a command; resolves with the milliseconds to its acknowledgement. */
  command(i: number): Promise<number>;
  close(): Promise<void>;
}

async function discordRig(): Promise<Rig> {
  const server = await startDiscord();
  const channels = Array.from(
    { length: CHANNELS },
    (_, i) => server.world.addChannel(server.guild, `c${i}`).id,
  );
  const platform = createDiscord({
    token: server.token,
    apiUrl: server.apiUrl,
    log: aLog(),
    clock: { now: Date.now },
    commands,
  });
  const ann = server.user('ann').id;
  return {
    platform,
    channels,
    async command() {
      const record = server.slash(ann, server.general.id, 'papers', 'help');
      while (!record.first) await sleep(1);
      return record.first.afterMs;
    },
    async close() {
      await platform.stop();
      await server.close();
    },
  };
}

async function slackRig(): Promise<Rig> {
  const server = await SlackServer.start();
  const { state } = server;
  state.addUser('U0ADA');
  const channels = Array.from({ length: CHANNELS }, (_, i) => `C${i}`);
  for (const id of [...channels, 'C0OPEN'])
    state.addChannel(id, { name: id, members: new Set([state.bot.user, 'U0ADA']) });
  const platform = createSlack({
    botToken: state.botToken,
    appToken: state.appToken,
    apiUrl: server.apiUrl,
    log: aLog(),
    clock: { now: Date.now },
  });
  return {
    platform,
    channels,
    async command() {
      const from = performance.now();
      await server.people.slash('U0ADA', 'C0OPEN', 'help').acked;
      return performance.now() - from;
    },
    async close() {
      await platform.stop();
      await server.close();
    },
  };
}

async function measure(makeRig: () => Promise<Rig>, rate: number): Promise<string[]> {
  const rig = await makeRig();
  const desk = await aDesk();
  const inbound: Inbound = { ...aRecordingInbound(), ...desk.dispatcher };
  await rig.platform.start(inbound);
  await sleep(500);
  let posted = 0;
  const fanOut = rig.channels.map((channel, i) =>
    rig.platform.send({ channel }, anOverview(10), `key-${i}`).then(
      () => {
        posted += 1;
      },
      // A stop in the middle of the fan-out ends the rest.
      () => undefined,
    ),
  );
  const waits: Array<Promise<number>> = [];
  const began = performance.now();
  while (performance.now() - began < SECONDS * 1000) {
    const due = Math.floor(((performance.now() - began) / 1000) * rate);
    while (waits.length < due) waits.push(rig.command(waits.length));
    await sleep(2);
  }
  const times = (await Promise.all(waits)).toSorted((a, b) => a - b);
  const during = posted;
  const close = rig.close();
  await Promise.race([Promise.all(fanOut), close.then(() => sleep(2000))]);
  await close;
  const at = (q: number) => (times[Math.min(times.length - 1, Math.floor(times.length * q))] ?? 0).toFixed(1);
  return [String(rate), String(times.length), String(during), at(0.5), at(0.95), at(0.99)];
}

const write = (cells: readonly string[]) => process.stdout.write(`| ${cells.join(' | ')} |\n`);

process.stdout.write(
  `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}; the platforms allow 3,000 ms\n\n`,
);
write(['platform', 'commands/s', 'commands', 'posts meanwhile', 'p50 ms', 'p95 ms', 'p99 ms']);
write(Array(7).fill('---'));
for (const [name, makeRig] of [
  ['Discord', discordRig],
  ['Slack', slackRig],
] as const) {
  for (const rate of RATES) write([name, ...(await measure(makeRig, rate))]);
}
process.exit(0);
