import type { MailServer } from '../../loopback/mail-server.ts';
import type { City } from '../../playground/city.ts';
import { buildPage } from '../../playground/page/build.ts';
import { startServer } from '../../playground/server.ts';
import { createStage, type StageTime } from '../../playground/stage.ts';
import { createTrafficLog } from '../../playground/traffic-log.ts';
import { toChannelId, toTenantId } from '../../src/core/base/ids.ts';
import { aLog } from '../support/builders.ts';
import type { aCity } from './city.ts';

/** The panes of the demo's page before servers that another process talks to: what its posts look like to a member. */
export async function showPanes(
  { discord, slack }: Awaited<ReturnType<typeof aCity>>,
  mail: MailServer,
  webUrl: string,
): Promise<{ url: string; close(): Promise<void> }> {
  const workspace = toTenantId('slack', slack.state.team.id);
  const general = toChannelId('discord', discord.general.id);
  const city: City = {
    ...{ discord, slack, mail, traffic: createTrafficLog() },
    me: { discord: discord.user('ada').id, slack: 'U0ADA' },
    channels: { discord: general, slack: toChannelId(workspace, 'C0OPEN'), forum: general },
    tenants: [toTenantId('discord', discord.guild.id), workspace],
    close: async () => undefined,
  };
  const time: StageTime = {
    view: () => ({ now: '2026-04-30T09:30:00.000Z', speed: 1, days: ['2026-04-30'], day: undefined }),
    postRecap: async () => undefined,
    setDay: async () => undefined,
    setSpeed: () => undefined,
  };
  const stage = createStage(city, time, { webUrl });
  return startServer({ stage, traffic: city.traffic, page: buildPage, port: 0, log: aLog() });
}
